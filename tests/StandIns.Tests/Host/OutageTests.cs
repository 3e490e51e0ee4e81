using System.Diagnostics.CodeAnalysis;
using System.Net;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Webhooks.Tools.Azurite;

namespace Webhooks.StandIns.Tests.Host;

[SuppressMessage("Design", "CA1001", Justification = "xunit calls DisposeAsync.")]
public sealed class OutageTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("azurite").FullName;
    private readonly Deliveries _deliveries = new();
    private readonly LogCapture _logs = new();
    private AzuriteProcess? _azurite;

    public async Task InitializeAsync() => _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataFolder = _folder });

    public async Task DisposeAsync()
    {
        await _azurite!.DisposeAsync();
        _logs.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Queues_come_back_when_storage_does_and_HTTP_never_stops()
    {
        QueueClient queue = QueueStorage.Client(_azurite!.ConnectionString, "outage");
        await queue.CreateAsync();
        await queue.SendMessageAsync("before");
        await using RunningHost host = await RunningHost.StartAsync(
            [typeof(Deliveries.Bytes), typeof(Ping)],
            QueueFunctionTests.Queues(new { maxPollingInterval = "00:00:00.2" }),
            new() { ["WebhookStorage"] = _azurite.ConnectionString, ["QueueName"] = "outage" },
            configure: builder =>
            {
                builder.Services.AddSingleton(_deliveries);
                builder.Logging.AddProvider(_logs);
            });
        await Eventually.TrueAsync(() => _deliveries.Received.Count == 1, "the first message");

        AzuriteOptions same = new() { DataFolder = _folder, BlobPort = _azurite.BlobPort, QueuePort = _azurite.QueuePort, TablePort = _azurite.TablePort };
        await _azurite.DisposeAsync();
        await Eventually.TrueAsync(() => _logs.Count("cannot be read") == 1, "the outage in the log");
        using HttpResponseMessage response = await host.Client.GetAsync(new Uri("/api/ping", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        _azurite = await AzuriteProcess.StartAsync(same);
        await queue.SendMessageAsync("after");
        await Eventually.TrueAsync(() => _deliveries.Received.Count == 2, "the second message");
        Assert.Equal(1, _logs.Count("cannot be read"));
        Assert.Equal(1, _logs.Count("can be read again"));
        Assert.DoesNotContain("AccountKey", _logs.All, StringComparison.OrdinalIgnoreCase);
    }

    internal static class Ping
    {
        [Function("Ping")]
        public static IResult Answer([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ping")] HttpRequest request) => Results.Text(request.Method);
    }
}
