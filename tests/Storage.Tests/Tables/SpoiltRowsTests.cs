using Azure.Data.Tables;
using Azure.Storage.Queues;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Drift;
using Webhooks.Storage.Erasure;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Reading;
using Webhooks.Storage.Received;
using Webhooks.Storage.Replay;
using Webhooks.Storage.RollUp;
using Webhooks.Storage.Status;

namespace Webhooks.Storage.Tests.Tables;

/// <summary>Rows that somebody edited are passed over and named; nothing stops, and the rest is right.</summary>
public class SpoiltRowsTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset Day = new(2026, 3, 5, 9, 0, 0, TimeSpan.Zero);
    private static readonly ReplayRequest Range =
        new() { Vendor = "smartico", From = Day.Date, To = Day.Date.AddDays(1) };

    private readonly ManualClock _clock = new(Day.AddHours(2));

    [Fact]
    public async Task Hand_made_rows_in_every_table_stop_nothing_and_are_named()
    {
        StorageParts parts = new(storage, clock: _clock, retentionDays: 365);
        Delivery good = Samples.Delivery(Samples.Send("good", Day.ToUnixTimeMilliseconds()), at: Day);
        Delivery drifting = Samples.Delivery(Samples.Send(
            "drift", Day.ToUnixTimeMilliseconds()).Replace("SMS", "Pigeon", StringComparison.Ordinal), at: Day);
        Delivery bad = Samples.Delivery("no JSON", at: Day);
        await parts.ProcessAsync(new[] { good, drifting, bad }.Select(QueuedDelivery.Whole));
        await parts.RollUp.RunAsync(CancellationToken.None);
        await parts.Purge.RunAsync(CancellationToken.None);
        RollUpState state = new(parts.Tables, _clock);
        await state.RanAsync(null, CancellationToken.None);
        await parts.ReplayAsync(Range);
        await parts.Tables.Purges.UpsertEntityAsync(
            new TableEntity("smartico", "Events") { ["Through"] = "20200101", ["Done"] = "20200101" });

        int spoilt = 0;
        foreach (string table in StorageNames.Tables)
            spoilt += await SpoilAsync(storage.Connection.Tables().GetTableClient(table));
        Assert.InRange(spoilt, 60, 500);

        // Everything that reads: the timers, then what people ask for.
        await parts.ProcessAsync(QueuedDelivery.Whole(
            Samples.Delivery(Samples.Send("late", Day.AddMinutes(1).ToUnixTimeMilliseconds()), at: Day)));
        await parts.RollUp.RunAsync(CancellationToken.None);
        await parts.Recovery.RunAsync(CancellationToken.None);
        await parts.Purge.RunAsync(CancellationToken.None);
        Assert.Equal(JobStatuses.Done, (await parts.ReplayAsync(Range)).Status);
        Assert.Equal(JobStatuses.Done, (
            await parts.EraseAsync(new Person { Vendor = "smartico", ContactId = "nobody" })).Status);
        await parts.PreviewAsync(new ReplayRequest { Rejected = true });
        Assert.Equal(
            DeliveryStatuses.Processed, (await parts.Trace.FindAsync(good.Id, CancellationToken.None))!.Stored.Status);
        await parts.Trace.FindAsync(bad.Id, CancellationToken.None);

        EventReader events = new(parts.Tables);
        EventQuery query = new() { Vendor = "smartico", Day = DateOnly.FromDateTime(Day.Date) };
        EventPage page = await events.PageAsync(query, 1000, null, CancellationToken.None);
        List<EngagementEvent> all = await events.AllAsync(query, CancellationToken.None).ToListAsync();
        Assert.Equal(page.Events.Select(e => e.EventId).Order(), all.Select(e => e.EventId).Order());
        Assert.Contains(all, e => e.ContactId == "late");
        IReadOnlyList<DailyCount> counts = await new CountReader(parts.Tables).ReadAsync(
            new CountQuery { Vendors = ["smartico"], From = query.Day, To = query.Day }, CancellationToken.None);
        Assert.Contains(counts, count => count is { Type: EventTypes.MessageSent, Channel: "sms", Count: >= 2 });
        await new CountReader(parts.Tables).ReadAsync(
            new CountQuery { Vendors = ["smartico"], From = query.Day, To = query.Day, ByCampaign = true },
            CancellationToken.None);
        Assert.NotEmpty(await new DriftReader(parts.Tables).ReadAsync("smartico", CancellationToken.None));
        RejectedReader rejected = new(parts.Tables, _clock);
        Assert.NotEmpty((await rejected.PageAsync("smartico", null, 100, null, CancellationToken.None)).Rejected);

        QueueClient queue = storage.Queue();
        ServiceStatus status = await new StatusReader(
            queue,
            queue,
            parts.Tables,
            new VendorRegistry(new VendorOptions()),
            rejected,
            state,
            _clock).ReadAsync(CancellationToken.None);
        Assert.Contains(status.Findings, finding => finding.Code == "unreadable-rows");
    }

    // Beside every row one without columns, and one for each column with a value of another type; and rows with keys
    // that nobody here would make.
    private static async Task<int> SpoilAsync(TableClient table)
    {
        List<TableEntity> rows = [];
        await foreach (TableEntity row in table.QueryAsync<TableEntity>())
            rows.Add(row);
        List<TableEntity> spoilt = [new("garbage", "garbage"), new("smartico_garbage", "x")];
        foreach (TableEntity row in rows)
        {
            string[] columns = [.. row.Keys.Where(
                key => key is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag"))];
            spoilt.Add(new TableEntity(row.PartitionKey, Beside(row.RowKey, 0)));
            spoilt.Add(new TableEntity(row.PartitionKey, "0garbage"));
            for (int i = 0; i < columns.Length; i++)
            {
                TableEntity other = new(row)
                {
                    RowKey = Beside(row.RowKey, i + 1),
                    [columns[i]] = row[columns[i]] is string ? 7 : "seven",
                };
                if (!rows.Exists(known => known.RowKey == other.RowKey))
                    spoilt.Add(other);
            }
        }

        foreach (TableEntity row in spoilt)
            await table.UpsertEntityAsync(row, TableUpdateMode.Replace);
        return spoilt.Count;
    }

    // Another key of the same form: of a time a little later, or the next hour.
    private static string Beside(string rowKey, int number) => rowKey switch
    {
        { Length: 2 } =>
            $"{(int.Parse(rowKey, System.Globalization.CultureInfo.InvariantCulture) + 1 + number) % 24:00}",
        { Length: > 9 } when rowKey[9] == '_' => $"{rowKey[..6]}{number + 500:000}{rowKey[9..]}",
        { Length: 32 } => $"{rowKey[..29]}{number:000}",
        _ => $"{rowKey}{number}",
    };
}
