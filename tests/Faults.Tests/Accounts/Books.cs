using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Webhooks.Faults.Tests.Scenario;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Counts;
using Webhooks.Ingestion.Times;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage;
using Webhooks.Storage.Contacts;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Events;
using Webhooks.Storage.Tables;

namespace Webhooks.Faults.Tests.Accounts;

/// <summary>
/// Audits the tables, with nothing to do any more: every acknowledged delivery is there once and as it was sent, every
/// event once and none too many, the rejected ones are those that cannot be mapped, and the counts are what a recount
/// of the events gives.
/// </summary>
/// <param name="storage">What to audit.</param>
internal sealed class Books(DirectStorage storage)
{
    private readonly VendorRegistry _vendors = new(new VendorOptions());
    private readonly DeliveryStore _deliveries = new(storage.Tables);
    private readonly ContactKey _anyKey = new([], default); // whatever it is, the same contact has the same hash
    private readonly List<string> _problems = [];

    /// <summary>Audits.</summary>
    /// <param name="acknowledged">What was answered 200.</param>
    /// <param name="givenUp">The deliveries that the queue gave up on: rejected whatever they are.</param>
    /// <param name="recovered">
    /// Whether the timer had the time to find deliveries that are stored and were never queued: else those that nobody
    /// acknowledged may still wait for it.
    /// </param>
    /// <returns>What is wrong; nothing, it is to be hoped.</returns>
    public async Task<IReadOnlyList<string>> ProblemsAsync(
        IReadOnlyCollection<Acknowledged> acknowledged, IReadOnlyCollection<string> givenUp, bool recovered)
    {
        List<TableEntity> rows =
            [.. (await storage.RowsAsync(StorageNames.Deliveries)).Where(row => row.ContainsKey("DeliveryId"))];
        Dictionary<string, List<TableEntity>> byId =
            rows.GroupBy(row => row.GetString("DeliveryId")).ToDictionary(group => group.Key, group => group.ToList());
        HashSet<string> ids = [.. acknowledged.Select(sent => sent.Id)];
        Check(ids.Count == acknowledged.Count, "Two webhooks were given one id.");

        Dictionary<string, Acknowledged> sent = acknowledged.DistinctBy(one => one.Id).ToDictionary(one => one.Id);
        foreach (string id in ids)
            Check(
                byId.GetValueOrDefault(id)?.Count == 1,
                $"Acknowledged delivery {id} has {byId.GetValueOrDefault(id)?.Count ?? 0} rows.");

        Dictionary<string, TableEntity> events = [];
        Dictionary<string, string> rejected = [];
        foreach ((string id, List<TableEntity> stored) in byId)
        {
            bool mayWait = !recovered && !ids.Contains(id)
                && stored[0].GetString("Status") == DeliveryStatuses.Received;
            if (!mayWait)
                await ExpectAsync(stored[0], sent.GetValueOrDefault(id), givenUp.Contains(id), events, rejected);
        }

        await CheckEventsAsync(events);
        await CheckRejectedAsync(rejected);
        await CheckNothingWaitsAsync(ids, recovered);
        return _problems;
    }

    // What is stored may be more than what was acknowledged: a put whose answer was lost. It is to be handled all the
    // same.
    private async Task ExpectAsync(
        TableEntity row,
        Acknowledged? sent,
        bool givenUp,
        Dictionary<string, TableEntity> events,
        Dictionary<string, string> rejected)
    {
        (string id, string status) = (row.GetString("DeliveryId"), row.GetString("Status"));
        Delivery delivery = await ReadAsync(row);
        Check(
            sent is null || delivery.Body.Span.SequenceEqual(sent.Body.Span),
            $"The body of {id} is not what was sent.");
        Assert.True(_vendors.TryGet(row.GetString("Vendor"), out IVendor? vendor));
        MapResult result = vendor.Map(delivery);
        if (givenUp)
            result = MapResult.Rejected(RejectionReasons.ProcessingFailed, "Given up.");
        string wanted = result.Rejection is null ? DeliveryStatuses.Processed : DeliveryStatuses.Rejected;
        Check(status == wanted, $"Delivery {id} is {status}, not {wanted}.");
        int keys = result.Events.Select(EventKey.Of).Distinct().Count();
        Check(
            row.GetInt32("EventCount") == keys, $"Delivery {id} says {row.GetInt32("EventCount")} events, not {keys}.");
        foreach (EngagementEvent engagement in result.Events)
        {
            string key = EventKey.Of(engagement).ToString();
            // Of several deliveries the one received last has it.
            if (!events.TryGetValue(key, out TableEntity? other)
                || string.CompareOrdinal(other.GetString("DeliveryId"), id) <= 0)
                events[key] = EventRow.From(engagement, DayParts.One);
        }

        if (result.Rejection is { } rejection)
            rejected[id] = rejection.Reason;
    }

    private async Task CheckEventsAsync(Dictionary<string, TableEntity> expected)
    {
        List<TableEntity> rows = await storage.RowsAsync(StorageNames.Events);
        HashSet<string> found = [.. rows.Select(row => new EventKey(row.PartitionKey, row.RowKey).ToString())];
        foreach (string key in expected.Keys.Except(found))
            Check(false, $"Event {key} is missing.");
        foreach (string key in found.Except(expected.Keys))
            Check(false, $"Event {key} belongs to no delivery.");
        foreach (TableEntity row in rows)
        {
            string key = new EventKey(row.PartitionKey, row.RowKey).ToString();
            if (expected.TryGetValue(key, out TableEntity? wanted) && Difference(wanted, row) is { } column)
                Check(false, $"Event {key} has {In(row, column)} as {column}, not {In(wanted, column)}.");
        }

        // Repeats of what has no time of the vendor's fall on the times they were received at.
        List<string> timed = [.. rows.Where(row => row.GetString("TimeSource") == TimeSources.Vendor).Select(
            row => row.GetString("EventId"))];
        Check(timed.Distinct().Count() == timed.Count, "An event is stored twice.");
        await CheckCountsAsync(rows);
    }

    // The first column that is not as it should be, its owner's among them.
    private static string? Difference(TableEntity wanted, TableEntity row) => wanted.Keys.Union(row.Keys)
        .Where(column => column is not ("odata.etag" or "Timestamp"))
        .FirstOrDefault(column => !Equals(In(wanted, column), In(row, column)));

    private static object? In(TableEntity row, string column) =>
        row.TryGetValue(column, out object? value) ? value : null;

    private async Task CheckCountsAsync(List<TableEntity> events)
    {
        Dictionary<string, long> daily = [];
        Dictionary<string, long> campaigns = [];
        Dictionary<string, long> contacts = [];
        foreach (IGrouping<string, TableEntity> partition in events.GroupBy(row => row.PartitionKey))
        {
            (string vendor, DateOnly day) = (partition.Key[..^9], DateOnly.ParseExact(
                partition.Key[^8..], "yyyyMMdd", CultureInfo.InvariantCulture));
            EventCounts counts = new();
            foreach (TableEntity row in partition)
                counts.AddEvent(
                    new CountKey(
                        row.GetString("Type"), row.GetString("Channel"), row.GetString("Campaign"),
                        row.GetString("CampaignStep")),
                    _anyKey.ToCount(vendor, row.GetString("ContactId"), row.GetString("ContactEmail")));
            foreach ((CountKey key, long count) in counts.ByTypeAndChannel().Counts)
                daily[$"{vendor}/{CountKeys.OfDay(day, key)}"] = count;
            foreach ((CountKey key, long count) in counts.OfCampaigns().Counts)
                campaigns[$"{vendor}/{CountKeys.OfCampaign(day, key)}"] = count;
            foreach ((CountKey key, ContactSketch own) in counts.OfCampaigns().Contacts)
                contacts[$"{vendor}/{CountKeys.OfCampaign(day, key)}"] = own.Count;
        }

        await CheckCountsAsync(StorageNames.DailyCounts, "Count", daily);
        await CheckCountsAsync(StorageNames.DailyCampaignCounts, "Count", campaigns);
        await CheckCountsAsync(StorageNames.DailyCampaignCounts, "Contacts", contacts);
    }

    private async Task CheckCountsAsync(string table, string column, Dictionary<string, long> recount)
    {
        List<TableEntity> rows = await storage.RowsAsync(table);
        Dictionary<string, long> stored =
            rows.ToDictionary(row => $"{row.PartitionKey}/{row.RowKey}", row => row.GetInt64(column) ?? -1);
        foreach (string key in recount.Keys.Union(stored.Keys))
        {
            (long counted, long said) = (recount.GetValueOrDefault(key), stored.GetValueOrDefault(key));
            Check(counted == said, $"{table} says {column} {said} for {key}, a recount {counted}.");
        }
    }

    private async Task CheckRejectedAsync(Dictionary<string, string> expected)
    {
        Dictionary<string, string> found = (await storage.RowsAsync(StorageNames.RejectedDeliveries))
            .ToDictionary(row => row.RowKey, row => row.GetString("Reason"));
        foreach (string id in expected.Keys.Union(found.Keys))
        {
            (string? wanted, string? reason) = (expected.GetValueOrDefault(id), found.GetValueOrDefault(id));
            Check(
                wanted == reason,
                $"Delivery {id} is rejected for {reason ?? "nothing"}, not for {wanted ?? "nothing"}.");
        }
    }

    private async Task CheckNothingWaitsAsync(HashSet<string> acknowledged, bool recovered)
    {
        Check(!await storage.HasMessagesAsync(), "The queue is not empty.");
        Check(!await storage.HasMarksAsync(), "An hour waits to be counted.");
        foreach (TableEntity row in await storage.RowsAsync(StorageNames.PendingDeliveries))
            Check(
                !recovered && !acknowledged.Contains(row.RowKey),
                $"Delivery {row.RowKey} still waits for its message.");
    }

    // From the columns that people see; only what did not fit them is read the service's way.
    private async Task<Delivery> ReadAsync(TableEntity row)
    {
        (string vendor, string id) = (row.GetString("Vendor"), row.GetString("DeliveryId"));
        if (row.GetString("Body") is not { } body || row.ContainsKey("QueryChunks"))
            return (await _deliveries.FindAsync(vendor, id, CancellationToken.None))!.Delivery;
        return new Delivery
        {
            Id = id,
            Vendor = vendor,
            ReceivedAt = row.GetDateTimeOffset("ReceivedAt")!.Value,
            Method = row.GetString("Method"),
            ContentType = row.GetString("ContentType"),
            Query = row.GetString("Query"),
            Body = Encoding.UTF8.GetBytes(body),
        };
    }

    private void Check(bool isRight, string problem)
    {
        if (!isRight)
            _problems.Add(problem);
    }
}
