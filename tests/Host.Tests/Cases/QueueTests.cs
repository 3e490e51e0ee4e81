using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Host.Tests.Hosting;
using Webhooks.Storage;

namespace Webhooks.Host.Tests.Cases;

/// <summary>What is in the queues and is not ours is kept, is seen, and stops nothing.</summary>
[Collection(Hosts.Shared)]
public sealed class QueueTests(Hosts hosts)
{
    [Theory]
    [OnEachHost("deliveries", "hello")]
    [OnEachHost("deliveries", "{\"json\":true}")]
    [OnEachHost("deliveries", "aGVsbG8=")]
    [OnEachHost("deliveries", "\u00e4\u00f6\u00fc <>&\"")]
    [OnEachHost("deliveries", " ")]
    [OnEachHost("deliveries-poison", "hello")]
    [OnEachHost("deliveries-poison", "aGVsbG8=")]
    public async Task Foreign_message_becomes_a_rejected_delivery(HostKind host, string queue, string text)
    {
        Visitor visitor = await hosts.OnAsync(host);
        await visitor.SmarticoAsync(); // so that the queue is there
        HashSet<string> before = await RejectedAsync(visitor);
        QueueClient client = visitor.Queue(queue);
        await client.CreateIfNotExistsAsync();
        await client.SendMessageAsync(text);

        await Eventually.TrueAsync(
            "one more delivery of no vendor is rejected",
            async () => (await RejectedAsync(visitor)).Except(before).Any(),
            within: TimeSpan.FromSeconds(60),
            context: () => visitor.App.Output.ToString());

        await visitor.SettledAsync("smartico", await visitor.SmarticoAsync());
        string? kept = (await visitor.RowsAsync(StorageNames.Deliveries))
            .Where(row => row.GetString("Vendor") == "unknown")
            .Select(row => row.GetString("Body")).LastOrDefault();
        Assert.NotNull(kept);
    }

    [Theory, OnEachHost]
    public async Task Message_of_a_queue_client_that_encodes_by_itself_is_read(HostKind host)
    {
        Visitor visitor = await hosts.OnAsync(host);
        await visitor.SmarticoAsync();
        HashSet<string> before = await RejectedAsync(visitor);
        QueueClient encoding = new(
            visitor.Storage, "deliveries", new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await encoding.SendMessageAsync(BinaryData.FromBytes(Encoding.UTF8.GetBytes("not ours either")));

        await Eventually.TrueAsync(
            "it is rejected",
            async () => (await RejectedAsync(visitor)).Except(before).Any(),
            context: () => visitor.App.Output.ToString());
    }

    private static async Task<HashSet<string>> RejectedAsync(Visitor visitor) =>
        [.. (await visitor.RowsAsync(StorageNames.RejectedDeliveries, "unknown"))
            .Select((TableEntity row) => row.RowKey)];
}
