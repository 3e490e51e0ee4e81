using System.Collections.Concurrent;
using System.Globalization;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Counts;
using Webhooks.Storage.Contacts;
using Webhooks.Storage.Retention;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.RollUp;

/// <summary>Counts one vendor's day.</summary>
/// <remarks>
/// The day is claimed first, then everything is read, then written under the claim: of two roll-ups of one day the
/// later claim wins, and the other begins again (see <see cref="DayClaim"/>). Whether the day is purged is asked after
/// its hours are read: a purge says so before it deletes anything, so hours that it has thinned out are never written.
/// </remarks>
internal sealed class DayCounter(WebhookTables tables, PurgeMarks purges, VendorDay day, TimeProvider time)
{
    private const int HoursAtOnce = 4;
    private const int PartsAtOnce = 4; // of an hour

    // What bounds a day in memory: 24 hours of six bytes each. A list that is no longer than a folded one stays.
    private const int ListedOfHour = 100_000;

    private static readonly string[] Counted =
    [
        "PartitionKey", "RowKey", nameof(EngagementEvent.Type), nameof(EngagementEvent.Channel),
        nameof(EngagementEvent.Campaign), nameof(EngagementEvent.CampaignStep), nameof(EngagementEvent.ContactId),
        nameof(EngagementEvent.ContactEmail),
    ];

    /// <summary>Recounts hours and replaces the day's rows.</summary>
    /// <returns>False, and nothing is written but the claim, where the day is purged.</returns>
    /// <exception cref="Azure.RequestFailedException">
    /// Among others where another roll-up claimed the day meanwhile.
    /// </exception>
    public async Task<bool> CountAsync(IReadOnlyCollection<int> touchedHours, CancellationToken cancellationToken)
    {
        DayHours hours = await DayHours.ReadAsync(tables.HourlyCounts, day, cancellationToken);
        DayClaim claim = await DayClaim.TakeAsync(
            tables.HourlyCounts, day.ToString(), hours.Claim, time.GetUtcNow(), cancellationToken);
        CountRows daily = new(tables.DailyCounts, day, CountKeys.OfDay);
        CountRows campaigns = new(tables.DailyCampaignCounts, day, CountKeys.OfCampaign);
        await Task.WhenAll(daily.ReadAsync(cancellationToken), campaigns.ReadAsync(cancellationToken));

        foreach (TableEntity row in hours.Unreadable)
            await tables.Unreadable.NoteAsync(tables.HourlyCounts, row, cancellationToken);
        ConcurrentDictionary<int, EventCounts> recounted = [];
        await Parallel.ForEachAsync(
            touchedHours.Union(hours.Unreadable.Select(row => DayHours.HourOf(row.RowKey)!.Value)),
            new ParallelOptions { MaxDegreeOfParallelism = HoursAtOnce, CancellationToken = cancellationToken },
            async (hour, token) => recounted[hour] = await RecountAsync(hour, token));
        if (await IsPurgedAsync(cancellationToken))
            return false;

        await claim.WriteAsync(
            [.. recounted.SelectMany(hour => hours.Replace(hour.Key, hour.Value))], cancellationToken);
        EventCounts total = new();
        foreach (EventCounts hour in hours.Counts.Values)
            total.Add(hour);
        DateTimeOffset now = time.GetUtcNow();
        await daily.WriteAsync(total.ByTypeAndChannel(), claim, now, cancellationToken);
        await campaigns.WriteAsync(total.OfCampaigns(), claim, now, cancellationToken);
        await claim.CloseAsync(cancellationToken);
        return true;
    }

    /// <summary>
    /// Leaves a day's numbers and takes out which contacts they are of: an erasure finds nobody any more whose events
    /// are purged. The day is claimed for it as for a count, so that no roll-up can write them again.
    /// </summary>
    public async Task ForgetContactsAsync(CancellationToken cancellationToken)
    {
        DayHours hours = await DayHours.ReadAsync(tables.HourlyCounts, day, cancellationToken);
        if (hours.Claim is null)
            return; // It was never counted.
        DayClaim claim = await DayClaim.TakeAsync(
            tables.HourlyCounts, day.ToString(), hours.Claim, time.GetUtcNow(), cancellationToken);
        CountRows campaigns = new(tables.DailyCampaignCounts, day, CountKeys.OfCampaign);
        await campaigns.ReadAsync(cancellationToken);
        await claim.WriteAsync(
            [.. hours.Counts.ToArray().SelectMany(hour => hours.Replace(hour.Key, hour.Value.WithoutContacts()))],
            cancellationToken);
        await campaigns.ForgetContactsAsync(cancellationToken);
        await claim.CloseAsync(cancellationToken);
    }

    /// <summary>Deletes what was added to a day after it was purged.</summary>
    public async Task PurgeAsync(CancellationToken cancellationToken)
    {
        DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
        foreach (string partition in parts.PartitionsOf(day))
        {
            List<TableEntity> rows = [];
            await foreach (TableEntity row in tables.Events.QueryAsync<TableEntity>(
                new KeyRange(partition).Filter(),
                select: ["PartitionKey", "RowKey"],
                cancellationToken: cancellationToken))
            {
                rows.Add(row);
            }

            await TransactionWriter.DeleteAsync(tables.Events, rows, cancellationToken);
        }
    }

    // The shortest retention keeps a whole day after the day itself, so of these two nobody need ask.
    private async Task<bool> IsPurgedAsync(CancellationToken cancellationToken) =>
        day.Day < DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-1)
        && (await purges.ReadAsync(day.Vendor, cancellationToken)).Events.Contains(day.Day);

    private async Task<EventCounts> RecountAsync(int hour, CancellationToken cancellationToken)
    {
        string[] partitions = [.. (await tables.Schedule.GetAsync(cancellationToken)).PartitionsOf(day)];
        EventCounts[] parts = new EventCounts[partitions.Length];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, partitions.Length),
            new ParallelOptions { MaxDegreeOfParallelism = PartsAtOnce, CancellationToken = cancellationToken },
            async (part, token) => parts[part] = await RecountAsync(partitions[part], hour, token));
        EventCounts counts = parts[0];
        foreach (EventCounts part in parts[1..])
            counts.Add(part);
        counts.FoldContacts(ListedOfHour, CountRow.ListedContacts);
        return counts;
    }

    private async Task<EventCounts> RecountAsync(string partition, int hour, CancellationToken cancellationToken)
    {
        string from = hour.ToString("00", CultureInfo.InvariantCulture);
        string to = (hour + 1).ToString("00", CultureInfo.InvariantCulture);
        string filter = new KeyRange(partition, from, to).Filter();
        ContactKey contacts = await tables.ContactKeys.GetAsync(cancellationToken);
        EventCounts counts = new();
        await foreach (
            TableEntity row in tables.Events.QueryAsync<TableEntity>(filter, 1000, Counted, cancellationToken))
        {
            RowReader columns = new(row);
            CountKey key = new(
                columns.Text(nameof(EngagementEvent.Type)),
                columns.TextOrNull(nameof(EngagementEvent.Channel)),
                columns.TextOrNull(nameof(EngagementEvent.Campaign)),
                columns.TextOrNull(nameof(EngagementEvent.CampaignStep)));
            ulong? contact = contacts.ToCount(
                day.Vendor,
                columns.TextOrNull(nameof(EngagementEvent.ContactId)),
                columns.TextOrNull(nameof(EngagementEvent.ContactEmail)));
            if (columns.IsReadable)
                counts.AddEvent(key, contact);
            else
                await tables.Unreadable.NoteAsync(tables.Events, row, cancellationToken);
        }

        return counts;
    }
}
