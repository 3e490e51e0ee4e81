using Azure.Data.Tables;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Ingestion.Messages;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Contacts;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Destinations;
using Webhooks.Storage.Drift;
using Webhooks.Storage.Erasure;
using Webhooks.Storage.Events;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Outgoing;
using Webhooks.Storage.Queue;
using Webhooks.Storage.Replay;
using Webhooks.Storage.Retention;
using Webhooks.Storage.Revision;
using Webhooks.Storage.RollUp;
using Webhooks.Storage.Sending;
using Webhooks.Storage.Tables;
using Webhooks.Storage.Tests.Outgoing;
using Webhooks.Storage.Tracing;

namespace Webhooks.Storage.Tests;

/// <summary>
/// The storage side of the app, put together as Program.cs does; of a certain mapper, clock and weakness.
/// </summary>
internal sealed class StorageParts
{
    public StorageParts(
        StorageFixture storage,
        VendorOptions? options = null,
        TimeProvider? clock = null,
        Azure.Core.Pipeline.HttpPipelinePolicy? cut = null,
        string queue = "deliveries",
        int retentionDays = 0,
        params Destination[] destinations)
    {
        TimeProvider time = clock ?? TimeProvider.System;
        TableClientOptions client = new();
        if (cut is not null)
        {
            client.AddPolicy(cut, Azure.Core.HttpPipelinePosition.PerCall);
            client.Retry.MaxRetries = 0;
        }

        Tables = new WebhookTables(
            storage.Connection.Tables(client), partitions: new PartitionOptions(storage.Partitions));
        Queue = storage.Queue(queue);
        VendorRegistry vendors = new(options ?? new VendorOptions());
        DriftLog drift = new(Tables, time, NullLogger<DriftLog>.Instance);
        Mapper = new DeliveryMapper(vendors, NullLogger<DeliveryMapper>.Instance);
        Deliveries = new DeliveryStore(Tables);
        DestinationList list = new(destinations);
        Parked = new ParkedEvents(Tables, list, time);
        Events = new EventStore(Tables, Parked);
        OutgoingMessages = storage.Connection.TextQueue($"{queue}-outgoing", cut is null ? [Puts] : [cut, Puts]);
        Outgoing = new OutgoingQueue(OutgoingMessages, list, time);
        Sender = new EventSender(
            Tables,
            list,
            Outgoing,
            Parked,
            new DestinationStates(Tables, time),
            Events,
            new PurgeMarks(Tables),
            Post,
            time,
            NullLogger<EventSender>.Instance);
        PurgeMarks purges = new(Tables);
        DeliveryEraser eraser = new(Tables, Mapper, Deliveries, Events);
        Tombstones tombstones = new(Tables, time);
        ContactIndex index = new(Tables);
        ErasureGuard guard = new(tombstones, eraser, Deliveries, Events, index);
        Planner = new RevisionPlanner(Tables, Mapper, Deliveries, Events, purges, time);
        DeliveryRevision revision = new(Tables, Planner, Deliveries, Events, Outgoing, guard);
        Pages = new DeliveryPages(Tables, Deliveries);
        ReplayPages = new ReplayPages(Tables, vendors, Deliveries, Pages);
        DeliveryQueue writer = new(Queue, new DeliveryQueueOptions(), time);
        Jobs = new JobStore(Tables, time);
        ErasureJob erasure = new(
            Tables,
            vendors,
            index,
            tombstones,
            new IndexedErasure(Tables, index, Deliveries, eraser, Events),
            new FullErasure(Tables, Pages, eraser, Events),
            Deliveries,
            eraser,
            time);
        ErasurePreview = new ErasurePreview(erasure, time);
        IJob[] kinds =
            [new ReplayJob(ReplayPages, Planner, revision, guard), erasure, new RedeliveryJob(Parked, Outgoing, time)];
        JobMessages = storage.Connection.TextQueue($"{queue}-jobs");
        JobQueue steps = new(JobMessages);
        Runner = new JobRunner(Jobs, kinds, steps, time, NullLogger<JobRunner>.Instance);
        DeliveryWriter rows = new(Deliveries, Events, revision, Outgoing, guard, drift, time);
        LargeDeliveries large = new(
            Deliveries, rows, revision, guard, writer, drift, NullLogger<LargeDeliveries>.Instance);
        Processor = new DeliveryProcessor(
            Mapper, rows, large, steps, drift, time, NullLogger<DeliveryProcessor>.Instance);
        Poison = new PoisonParking(Tables, Mapper, Deliveries, guard, time);
        Recovery = new PendingRecovery(Tables, Deliveries, writer, time, NullLogger<PendingRecovery>.Instance);
        JobRecovery = new JobRecovery(Jobs, steps, time, NullLogger<JobRecovery>.Instance);
        Inbox = new DeliveryInbox(writer, Deliveries, time);
        RollUp = new DailyRollUp(Tables, purges, time, NullLogger<DailyRollUp>.Instance);
        Purge = new RetentionPurge(
            Tables,
            vendors,
            RollUp,
            purges,
            Parked,
            list,
            new RetentionOptions(retentionDays),
            time,
            NullLogger<RetentionPurge>.Instance);
        Trace = new DeliveryTrace(Tables, vendors, Deliveries, Events);
        Time = time;
    }

    public WebhookTables Tables { get; }

    public QueueClient Queue { get; }

    public DeliveryMapper Mapper { get; }

    public DeliveryStore Deliveries { get; }

    public EventStore Events { get; }

    public RevisionPlanner Planner { get; }

    public DeliveryPages Pages { get; }

    public ReplayPages ReplayPages { get; }

    public JobStore Jobs { get; }

    public JobRunner Runner { get; }

    public DeliveryProcessor Processor { get; }

    public ErasurePreview ErasurePreview { get; }

    public PoisonParking Poison { get; }

    public PendingRecovery Recovery { get; }

    public JobRecovery JobRecovery { get; }

    public QueueClient JobMessages { get; }

    public ParkedEvents Parked { get; }

    public OutgoingQueue Outgoing { get; }

    public QueueClient OutgoingMessages { get; }

    public EventSender Sender { get; }

    public PostedEvents Post { get; } = new();

    public RecordedPuts Puts { get; } = new();

    public DeliveryInbox Inbox { get; }

    public DailyRollUp RollUp { get; }

    public RetentionPurge Purge { get; }

    public DeliveryTrace Trace { get; }

    public TimeProvider Time { get; }

    public Task ProcessAsync(params IEnumerable<QueuedDelivery> entries) =>
        Processor.ProcessAsync(new MessageWriter().TryPack([.. entries]), CancellationToken.None);

    public async Task<Job> ReplayAsync(ReplayRequest request)
    {
        Job job = await Jobs.AddAsync(JobKinds.Replay, request.ToJson(), CancellationToken.None);
        return (await Runner.RunAsync(JobKinds.Replay, job.Id, CancellationToken.None))!;
    }

    public Task<ReplayPreview> PreviewAsync(ReplayRequest request) =>
        ReplayPreview.MakeAsync(ReplayPages, Planner, request, null, Time, CancellationToken.None);

    /// <summary>Erases, to the end: its last pass comes a while later, which a clock that is set lets pass.</summary>
    public async Task<Job> EraseAsync(Person person)
    {
        Job job = await Jobs.AddAsync(JobKinds.Erasure, person.ToJson(), CancellationToken.None);
        return await FinishErasureAsync(job.Id);
    }

    public async Task<Job> FinishErasureAsync(string id)
    {
        Job job = (await Runner.RunAsync(JobKinds.Erasure, id, CancellationToken.None))!;
        Assert.Equal(JobStatuses.Running, job.Status);
        if (Time is not ManualClock clock)
            return job;
        clock.Now += TimeSpan.FromSeconds(15);
        return (await Runner.RunAsync(JobKinds.Erasure, id, CancellationToken.None))!;
    }

    /// <summary>The events of a partition, as text without versions.</summary>
    public async Task<string[]> EventsAsync(string partition) =>
        [.. (await StorageFixture.RowsAsync(Tables.Events, partition)).Select(Text)];

    /// <summary>The counts of a vendor's day, rolled up, and the same counted from the events by force.</summary>
    public async Task<(string[] RolledUp, string[] Recounted)> CountsAsync(string vendor, string day)
    {
        await RollUp.RunAsync(CancellationToken.None);
        List<TableEntity> rows = await StorageFixture.RowsAsync(Tables.DailyCounts, vendor);
        List<TableEntity> events = await StorageFixture.RowsAsync(Tables.Events, $"{vendor}_{day}");
        return (
            [.. rows.Where(row => row.RowKey.StartsWith(
                day, StringComparison.Ordinal)).Select(row => $"{row.RowKey}={row.GetInt64("Count")}").Order()],
            [.. events.GroupBy(e => $"{day}_{e.GetString("Type")}_{e.GetString("Channel") ?? "none"}").Select(
                g => $"{g.Key}={g.Count()}").Order()]);
    }

    public async Task<List<QueuedDelivery>> DrainAsync()
    {
        await Queue.CreateIfNotExistsAsync();
        List<QueuedDelivery> entries = [];
        while (await Queue.ReceiveMessagesAsync(32, TimeSpan.FromMinutes(5)) is { Value: { Length: > 0 } messages })
        {
            foreach (QueueMessage message in messages)
                entries.AddRange(MessageReader.Unpack(message.Body.ToMemory()));
        }

        return entries;
    }

    private static string Text(TableEntity row) => string.Join(
        "; ", row.Where(c => c.Key is not ("odata.etag" or "Timestamp")).OrderBy(
            c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}"));
}
