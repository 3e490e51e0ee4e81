using System.Globalization;
using Azure.Data.Tables;
using Webhooks.Ingestion.People;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Contacts;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Erasure;

/// <summary>
/// Erases a person. First a tombstone says so to whoever stores something from now on; then all that is stored is
/// erased, found by the index of contacts, and by reading it where there was none yet; and once nobody can be at work
/// any more who did not know of the tombstone, the index is gone through again for what they stored, and forgets the
/// person.
/// </summary>
/// <param name="tables">The tables.</param>
/// <param name="vendors">The vendors.</param>
/// <param name="index">The index of contacts.</param>
/// <param name="tombstones">Tells others.</param>
/// <param name="indexed">Finds by the index.</param>
/// <param name="full">Finds by reading all.</param>
/// <param name="deliveries">Where deliveries are kept.</param>
/// <param name="eraser">Erases deliveries.</param>
/// <param name="time">The clock.</param>
public sealed class ErasureJob(
    WebhookTables tables,
    VendorRegistry vendors,
    ContactIndex index,
    Tombstones tombstones,
    IndexedErasure indexed,
    FullErasure full,
    DeliveryStore deliveries,
    DeliveryEraser eraser,
    TimeProvider time) : IJob
{
    private const string ByIndex = "index";
    private const string Waiting = "waiting";
    private const string Wait = "wait";
    private const string Due = "due";
    private const string Again = "again";
    private const int MaxPending = 1000;

    // An answer that is just valid, and then some for clocks and for writes that are on their way.
    private static readonly TimeSpan Patience = Tombstones.Valid + TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public string Kind => JobKinds.Erasure;

    // Whether all that is stored has been looked at, at this cursor.
    private static bool HasSeenAll(string? cursor) => ErasurePosition.Parse(cursor)?.Stage is Wait or Due or Again;

    /// <inheritdoc />
    public async Task<JobPage> PlanAsync(Job job, CancellationToken cancellationToken)
    {
        JobPage page = await PlanPageAsync(job, cancellationToken);
        if (!job.IsPreview)
            return page;

        // Where all is read, an event is found by its delivery and then again by itself. And the last pass would find
        // what is still there.
        bool isCountedLater = ErasurePosition.Parse(job.Cursor)?.Stage == StorageNames.Deliveries;
        JobCounts counts = [];
        foreach ((string name, long count) in page.Counts)
        {
            bool isOfEvents = name.EndsWith("/events", StringComparison.Ordinal) || name == "events/removed";
            counts.Increase(name, isCountedLater && isOfEvents ? 0 : count);
        }

        return new JobPage(counts, HasSeenAll(page.Next) ? null : page.Next, null);
    }

    private async Task<JobPage> PlanPageAsync(Job job, CancellationToken cancellationToken)
    {
        Person person = Person.Parse(job.Request!);
        string[] of = person.Vendor is null ? [.. vendors.Names()] : [person.Vendor, VendorRegistry.Unknown];
        if (ErasurePosition.Parse(job.Cursor) is not { } at)
        {
            return new JobPage(
                [],
                new ErasurePosition(ByIndex, of[0]).ToString(),
                token => tombstones.AddAsync(person, job.CreatedAt, token));
        }

        switch (at.Stage)
        {
            case ByIndex:
                return On(
                    await indexed.PlanAsync(
                        person,
                        at,
                        await index.BeginsAsync(cancellationToken),
                        job.CreatedAt,
                        isLast: false,
                        cancellationToken),
                    at,
                    of,
                    new ErasurePosition(Waiting));
            case Waiting:
                return await PlanWaitingAsync(
                    person, of, new ErasurePosition(StorageNames.Deliveries, of[0]), cancellationToken);
            case StorageNames.Deliveries:
                return On(
                    await full.PlanDeliveriesAsync(
                        person, at, await index.BeginsAsync(cancellationToken), job.CreatedAt, cancellationToken),
                    at,
                    of,
                    new ErasurePosition(StorageNames.Events, of[0]));
            case StorageNames.Events:
                return On(
                    await full.PlanEventsAsync(
                        person, at, await index.BeginsAsync(cancellationToken), cancellationToken),
                    at,
                    of,
                    new ErasurePosition(Wait));
            case Wait:
                long due = (time.GetUtcNow() + Patience).ToUnixTimeMilliseconds();
                return Later(new ErasurePosition(Due, At: due.ToString(CultureInfo.InvariantCulture)), Patience);
            case Due:
                TimeSpan left = DateTimeOffset.FromUnixTimeMilliseconds(
                    long.Parse(at.At, NumberStyles.None, CultureInfo.InvariantCulture)) - time.GetUtcNow();
                return left > TimeSpan.Zero ? Later(at, left) : Later(new ErasurePosition(Again, of[0]), default);
            default:
                return On(
                    await indexed.PlanAsync(
                        person, at, DateOnly.MinValue, job.CreatedAt, isLast: true, cancellationToken),
                    at,
                    of,
                    null);
        }
    }

    private static JobPage Later(ErasurePosition at, TimeSpan delay) =>
        new([], at.ToString(), null) { Delay = delay };

    // The same vendor's next page; or the next vendor's first; or the next stage.
    private static JobPage On(
        (JobPage Page, ErasurePosition? Next) planned, ErasurePosition at, string[] of, ErasurePosition? then)
    {
        int next = Array.IndexOf(of, at.Vendor) + 1;
        ErasurePosition? vendor = next < of.Length ? new ErasurePosition(at.Stage, of[next]) : then;
        return planned.Page with { Next = (planned.Next ?? vendor)?.ToString() };
    }

    // What is stored and not mapped yet is not indexed; and of what vendors send that is new, names are kept.
    private async Task<JobPage> PlanWaitingAsync(
        Person person, string[] of, ErasurePosition next, CancellationToken cancellationToken)
    {
        List<DeliveryErasure> found = [];
        List<TableEntity> drift = [];
        foreach (string vendor in of)
        {
            int read = 0;
            await foreach (TableEntity row in tables.PendingDeliveries.QueryAsync<TableEntity>(
                new KeyRange(vendor).Filter(), MaxPending, ["PartitionKey", "RowKey"], cancellationToken))
            {
                if (await deliveries.FindAsync(vendor, row.RowKey, cancellationToken) is { } stored)
                    found.AddRange(eraser.Find(person, [stored], cancellationToken));
                if (++read == MaxPending)
                    break;
            }

            await foreach (TableEntity row in tables.SchemaDrift.QueryAsync<TableEntity>(
                new KeyRange(vendor).Filter(), cancellationToken: cancellationToken))
            {
                RowReader columns = new(row);
                if (person.HoldsAddress(ReadableText.Of(columns.TextOrNull("Name"), columns.TextOrNull("Detail"))))
                    drift.Add(row);
            }
        }

        JobCounts counts = await eraser.CountAsync(found, [], cancellationToken);
        return new JobPage(counts, next.ToString(), found.Count + drift.Count == 0 ? null : ApplyAsync);

        async Task ApplyAsync(CancellationToken token)
        {
            await eraser.EraseAsync(person, found, token);
            await TransactionWriter.DeleteAsync(tables.SchemaDrift, drift, token);
        }
    }
}
