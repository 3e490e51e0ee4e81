using System.Diagnostics;
using Azure;
using Azure.Storage.Queues;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Tools.Azurite;

namespace Webhooks.Faults.Tests.Proxy;

[Collection(TestGroups.InProcess)]
public sealed class FaultProxyTests
{
    private static readonly TimeSpan NetworkTimeout = TimeSpan.FromSeconds(60);

    /// <summary>After a 503 the clients ask first whether to send a body (Expect: 100-continue).</summary>
    [Fact]
    public async Task Call_after_a_refused_one_is_answered_at_once()
    {
        (AzuriteProcess azurite, string account) = await TestAccount.TakeAsync();
        bool refuses = true;
        await using FaultProxy proxy = new(azurite, account, (kind, _) =>
            refuses && kind.EndsWith(" put", StringComparison.Ordinal) ? Fault.Refused : Fault.None);
        QueueClient queue = new(
            proxy.ConnectionString,
            "deliveries",
            new QueueClientOptions { Retry = { MaxRetries = 0, NetworkTimeout = NetworkTimeout } });
        await queue.CreateIfNotExistsAsync();
        await Assert.ThrowsAsync<RequestFailedException>(() => queue.SendMessageAsync("refused"));
        refuses = false;

        long start = Stopwatch.GetTimestamp();
        await queue.SendMessageAsync("taken");

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, NetworkTimeout / 2);
        Assert.Equal("taken", (await queue.PeekMessageAsync()).Value.Body.ToString());
    }
}
