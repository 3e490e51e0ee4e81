using System.Globalization;
using Azure.Data.Tables;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Events;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Keys;
using Webhooks.Storage.Retention;

namespace Webhooks.Storage.Erasure;

/// <summary>
/// Erases a person: first every delivery that names them, rejected ones too, then whatever events are left of
/// deliveries that are gone. No table is kept by contact, since it would cost an operation per event for something
/// that is rare: so an erasure reads all that is stored, one query per 1,000 rows or 4 MiB.
/// </summary>
/// <param name="tables">The tables.</param>
/// <param name="vendors">The vendors.</param>
/// <param name="pages">Reads deliveries.</param>
/// <param name="eraser">Erases deliveries.</param>
/// <param name="events">Where events are kept.</param>
public sealed class ErasureJob(
    WebhookTables tables, VendorRegistry vendors, DeliveryPages pages, DeliveryEraser eraser, EventStore events) : IJob
{
    private const int EventsPerPage = 1000;
    private const string Format = "yyyyMMdd";

    /// <inheritdoc />
    public string Kind => JobKinds.Erasure;

    /// <inheritdoc />
    public Task<JobPage> PlanAsync(Job job, CancellationToken cancellationToken)
    {
        Person person = Person.Parse(job.Request!);
        string[] of = person.Vendor is null ? [.. vendors.Names()] : [person.Vendor, VendorRegistry.Unknown];

        // {table}/{vendor}/{first day or day}/{where in it}
        string[] at = (job.Cursor ?? $"{StorageNames.Deliveries}/{of[0]}//").Split('/');
        return at[0] == StorageNames.Deliveries
            ? PlanDeliveriesAsync(job, person, of, at, cancellationToken)
            : PlanEventsAsync(person, of, at, cancellationToken);
    }

    private async Task<JobPage> PlanDeliveriesAsync(
        Job job, Person person, string[] of, string[] at, CancellationToken cancellationToken)
    {
        string vendor = at[1];
        DateOnly? first = at[2].Length > 0
            ? DateOnly.ParseExact(at[2], Format, CultureInfo.InvariantCulture)
            : await DayPartitions.FirstAsync(
                tables, tables.Deliveries, vendor, DateOnly.MinValue, DateOnly.MaxValue, cancellationToken);
        string next = NextVendor(StorageNames.Deliveries, of, vendor) ?? $"{StorageNames.Events}/{of[0]}//";
        if (first is null)
            return new JobPage([], next, null);

        DateTimeOffset from = new(first.Value.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        StoredPage page = await pages.ReadAsync(
            vendor, from, job.CreatedAt.AddMilliseconds(1), at[3].Length > 0 ? at[3] : null, cancellationToken);
        IReadOnlyList<DeliveryErasure> found = eraser.Find(person, page.Deliveries);
        JobCounts counts = await eraser.CountAsync(found, cancellationToken);
        counts.Increase("deliveries/examined", page.Deliveries.Count);
        if (page.Next is not null)
            next = string.Create(
                CultureInfo.InvariantCulture, $"{StorageNames.Deliveries}/{vendor}/{first:yyyyMMdd}/{page.Next}");
        return new JobPage(counts, next, found.Count == 0 ? null : token => eraser.EraseAsync(person, found, token));
    }

    private async Task<JobPage> PlanEventsAsync(
        Person person, string[] of, string[] at, CancellationToken cancellationToken)
    {
        string vendor = at[1];
        DateOnly after = at[2].Length > 0
            ? DateOnly.ParseExact(at[2], Format, CultureInfo.InvariantCulture).AddDays(-1)
            : DateOnly.MinValue;
        DateOnly? day = await DayPartitions.FirstAsync(
            tables, tables.Events, vendor, after, DateOnly.MaxValue, cancellationToken);
        if (day is null)
            return new JobPage([], NextVendor(StorageNames.Events, of, vendor), null);

        string partition = new VendorDay(vendor, day.Value).ToString();
        string from = partition.EndsWith(at[2], StringComparison.Ordinal) ? at[3] : "";
        string filter = new KeyRange(partition, KeyRange.After(from)).Filter();
        List<EventKey> theirs = [];
        int read = 0;
        string last = "";
        await foreach (TableEntity row in tables.Events.QueryAsync<TableEntity>(
            filter, EventsPerPage, Person.Columns, cancellationToken))
        {
            last = row.RowKey;
            if (person.Owns(row))
                theirs.Add(new EventKey(partition, row.RowKey));
            if (++read == EventsPerPage)
                break;
        }

        string next = read < EventsPerPage
            ? string.Create(
                CultureInfo.InvariantCulture, $"{StorageNames.Events}/{vendor}/{day.Value.AddDays(1):yyyyMMdd}/")
            : string.Create(CultureInfo.InvariantCulture, $"{StorageNames.Events}/{vendor}/{day:yyyyMMdd}/{last}");
        JobCounts counts = [];
        counts.Increase("events/examined", read);
        counts.Increase("events/removed", theirs.Count);
        return new JobPage(counts, next, theirs.Count == 0 ? null : token => events.RemoveAsync(theirs, token));
    }

    private static string? NextVendor(string table, string[] of, string vendor)
    {
        int next = Array.IndexOf(of, vendor) + 1;
        return next < of.Length ? $"{table}/{of[next]}//" : null;
    }
}
