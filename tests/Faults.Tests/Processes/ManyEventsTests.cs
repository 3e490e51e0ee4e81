using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Faults.Tests.Accounts;
using Webhooks.Ingestion.Tests;
using Webhooks.Storage.Tables;
using Xunit.Abstractions;

namespace Webhooks.Faults.Tests.Processes;

/// <summary>
/// One body of very many items, in a process that could never hold them all as events: stored, counted, traced,
/// replayed and erased. With <c>LONG_TESTS=1</c> it is 16 MiB.
/// </summary>
[Collection(TestGroups.Processes)]
public sealed class ManyEventsTests(ITestOutputHelper output)
{
    private const string Person = "ada@example.com";

    private static readonly int BodyBytes = LongTests.Or(512 * 1024, atLength: 16 * 1024 * 1024);
    private static readonly int SendCount = LongTests.Or(30_000, atLength: 890_000);
    private static readonly int SameItems = LongTests.Or(125_000, atLength: 8_000_000);
    private static readonly long MaxHeap = LongTests.Or(112 * 1024 * 1024, atLength: 512 * 1024 * 1024);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(LongTests.Or(2, atLength: 20));

    [LinuxFact]
    public async Task A_body_of_small_sends_is_stored_counted_traced_replayed_and_erased()
    {
        await using Service service = await Service.StartAsync();
        byte[] body = Sends();
        Assert.InRange(body.Length, BodyBytes * 9 / 10, BodyBytes);

        string id = await service.PostAsync("smartreach", body);
        await service.StoredAsync(id, "smartreach", SendCount, "message.sent", Patience);
        Say(service, $"{SendCount} events of {body.Length} bytes stored and counted");

        using JsonDocument traced = await service.GetAsync($"api/deliveries/{id}");
        Assert.Equal(SendCount, traced.RootElement.GetProperty("eventCount").GetInt32());
        Say(service, "traced");

        Assert.Equal(0, await service.TryAsync(
            "api/deliveries/replay", new() { ["deliveryId"] = id }, "deliveries", "changed", Patience));
        Say(service, "replay tried");

        await service.RunAsync("api/deliveries/replay", new { deliveryId = id, dryRun = false }, Patience);
        await service.StoredAsync(id, "smartreach", SendCount, "message.sent", Patience);
        Say(service, "replayed");

        Assert.Equal(1, await service.TryAsync(
            "api/contacts/erase", new() { ["email"] = Person }, "events", "removed", Patience));
        Say(service, "erasure tried");

        await service.RunAsync("api/contacts/erase", new { email = Person, dryRun = false }, Patience);
        Assert.Equal("erased", (await service.DeliveryAsync(id, "smartreach")).GetString("Status"));
        await service.CountedAsync("smartreach", SendCount - 1, "message.sent", Patience);
        Say(service, "one of them erased");
    }

    [LinuxFact]
    public async Task A_body_of_very_many_items_that_are_the_same_is_one_event()
    {
        await using Service service = await Service.StartAsync();
        byte[] body = Encoding.ASCII.GetBytes($"[{string.Join(',', Enumerable.Repeat('1', SameItems))}]");

        string[] ids =
        [
            await service.PostAsync("smartico", body),
            await service.PostAsync("smartico", body),
        ];

        foreach (string id in ids)
            await service.StoredAsync(id, "smartico", 1, "custom.received", Patience);
        Say(service, "stored");
        await service.RunAsync("api/deliveries/replay", new { deliveryId = ids[0], dryRun = false }, Patience);
        await service.RunAsync(
            "api/contacts/erase", new { vendor = "smartico", contactId = "1", dryRun = false }, Patience);
        Assert.Equal("erased", (await service.DeliveryAsync(ids[1], "smartico")).GetString("Status"));
        await service.CountedAsync("smartico", 0, "custom.received", Patience);
        Say(service, "erased");
    }

    private void Say(Service service, string what) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{service.Elapsed.TotalSeconds,6:0.0} s: {what}; peak memory {ProcessMemory.Peak(service.Worker) >> 20} MiB"));

    // As small as sends can be that are not the same.
    private static byte[] Sends()
    {
        StringBuilder body = new($$"""
            {"metadata":{"event_type":"activity.email.sent"},"data":[{"email":"{{Person}}"}
            """);
        for (int i = 1; i < SendCount; i++)
            body.Append(CultureInfo.InvariantCulture, $$""",{"email":"{{i:x}}"}""");
        return Encoding.ASCII.GetBytes(body.Append("]}").ToString());
    }

    private sealed class Service : IAsyncDisposable
    {
        private readonly long _start = Stopwatch.GetTimestamp();
        private readonly ServedAccount _account;
        private readonly RunningApp _app;
        private readonly WebhookTables _tables;

        private Service(ServedAccount account, RunningApp app)
        {
            (_account, _app) = (account, app);
            _tables = new DirectStorage(account.ConnectionString).Tables;
            _app.Http.Timeout = TimeSpan.FromMinutes(2);
            Worker = ProcessTree.Below(app.Id)
                .Single(found => found.CommandLine.Contains("Functions.dll", StringComparison.Ordinal)).Id;
        }

        public int Worker { get; }

        public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

        public static async Task<Service> StartAsync()
        {
            ServedAccount account = await ServedAccount.StartAsync();
            RunningApp app = await RunningApp.StartAsync(await TestAccount.NewAsync(), new Dictionary<string, string>
            {
                ["WebhookStorage"] = account.ConnectionString,
                ["MaxBodyBytes"] = "16777216",
                ["RollupSchedule"] = "*/2 * * * * *",
                ["DOTNET_GCHeapHardLimit"] = MaxHeap.ToString("X", CultureInfo.InvariantCulture),
                // A message that failed comes again at once instead of after host.json's two minutes.
                ["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:01",
            });
            return new Service(account, app);
        }

        public async Task<string> PostAsync(string vendor, byte[] body)
        {
            using HttpResponseMessage answer =
                await _app.Http.PostAsync($"api/webhooks/{vendor}", new ByteArrayContent(body));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return await Answer.IdAsync(answer);
        }

        public async Task<JsonDocument> GetAsync(string path) =>
            JsonDocument.Parse(await _app.Http.GetStringAsync(path));

        /// <summary>
        /// Finds out a number of what a replay or an erasure would do: goes on where an answer is not complete, and
        /// waits where one is found out in the background.
        /// </summary>
        public async Task<int> TryAsync(
            string path, Dictionary<string, object> asked, string part, string number, TimeSpan patience)
        {
            int sum = 0;
            asked["dryRun"] = true;
            while (true)
            {
                using HttpResponseMessage answer = await _app.Http.PostAsJsonAsync(path, asked);
                string text = await answer.Content.ReadAsStringAsync();
                Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted, text);
                using JsonDocument told = answer.StatusCode == HttpStatusCode.OK
                    ? JsonDocument.Parse(text)
                    : await DoneAsync(answer.Headers.Location!, patience);
                Assert.True(told.RootElement.GetProperty("dryRun").GetBoolean());
                sum += told.RootElement.GetProperty(part).GetProperty(number).GetInt32();
                if (!told.RootElement.TryGetProperty("continue", out JsonElement next))
                    return sum;
                asked["continue"] = next.GetString()!;
            }
        }

        private async Task<JsonDocument> DoneAsync(Uri location, TimeSpan patience)
        {
            string job = location.OriginalString.TrimStart('/');
            return (await Eventually.GetAsync(
                $"{job} is done",
                async () => await GetAsync(job),
                told => told.RootElement.GetProperty("status").GetString() == "done",
                patience,
                _app.Output.ToString))!;
        }

        /// <summary>Runs a replay or an erasure to its end.</summary>
        public async Task RunAsync(string path, object asked, TimeSpan patience)
        {
            using HttpResponseMessage answer = await _app.Http.PostAsJsonAsync(path, asked);
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            using JsonDocument done = await DoneAsync(answer.Headers.Location!, patience);
        }

        public async Task<TableEntity> DeliveryAsync(string id, string vendor)
        {
            await foreach (TableEntity row in _tables.Deliveries.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"DeliveryId eq {id} and Vendor eq {vendor}"),
                select: ["Status", "EventCount"]))
                return row;
            throw new InvalidOperationException("The delivery is not stored.");
        }

        public async Task StoredAsync(string id, string vendor, int count, string type, TimeSpan patience)
        {
            await Eventually.TrueAsync(
                "the delivery is processed",
                async () => (await DeliveryAsync(id, vendor)).GetString("Status") == "processed",
                patience,
                _app.Output.ToString);
            Assert.Equal(count, (await DeliveryAsync(id, vendor)).GetInt32("EventCount"));
            await CountedAsync(vendor, count, type, patience);
        }

        /// <summary>Waits until the counts are those, and looks at the events.</summary>
        public async Task CountedAsync(string vendor, int count, string type, TimeSpan patience)
        {
            await Eventually.TrueAsync(
                $"{count} events are counted",
                async () => await CountAsync(vendor, type) == count,
                patience,
                _app.Output.ToString);
            int stored = 0;
            await foreach (TableEntity _ in _tables.Events.QueryAsync<TableEntity>(select: ["RowKey"]))
                stored++;
            Assert.Equal(count, stored);
        }

        public async ValueTask DisposeAsync()
        {
            await _app.DisposeAsync();
            await _account.DisposeAsync();
        }

        private async Task<long> CountAsync(string vendor, string type)
        {
            long count = 0;
            await foreach (TableEntity row in _tables.DailyCounts.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {vendor} and Type eq {type}")))
                count += row.GetInt64("Count") ?? 0;
            return count;
        }
    }
}
