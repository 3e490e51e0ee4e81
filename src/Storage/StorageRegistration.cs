using Microsoft.Extensions.DependencyInjection;
using Webhooks.Storage.Contacts;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Destinations;
using Webhooks.Storage.Drift;
using Webhooks.Storage.Erasure;
using Webhooks.Storage.Events;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Replay;
using Webhooks.Storage.Retention;
using Webhooks.Storage.Revision;
using Webhooks.Storage.RollUp;
using Webhooks.Storage.Sending;
using Webhooks.Storage.Tables;
using Webhooks.Storage.Tracing;

namespace Webhooks.Storage;

/// <summary>Registers what processes and keeps deliveries.</summary>
public static class StorageRegistration
{
    /// <summary>
    /// Registers everything here but the clients and options it needs: <c>TableServiceClient</c>,
    /// <see cref="Queue.DeliveryQueue"/>, <see cref="JobQueue"/>, <see cref="Outgoing.OutgoingQueue"/>,
    /// <see cref="DestinationList"/>, <see cref="Ingestion.Vendors.VendorRegistry"/>, <see cref="RetentionOptions"/>,
    /// <see cref="TimeProvider"/> and loggers; and to send events on, <see cref="IEventPost"/>. Without
    /// <see cref="Tables.PartitionOptions"/> a vendor's day is one partition.
    /// </summary>
    public static IServiceCollection AddWebhookStorage(this IServiceCollection services) => services
        .AddSingleton<WebhookTables>()
        .AddSingleton<EventStore>()
        .AddSingleton<ParkedEvents>()
        .AddSingleton<DestinationStates>()
        .AddSingleton<DestinationTallies>()
        .AddSingleton<DestinationStatusReader>()
        .AddSingleton<EventSender>()
        .AddSingleton<DriftLog>()
        .AddSingleton<DeliveryStore>()
        .AddSingleton<DeliveryMapper>()
        .AddSingleton<DeliveryPages>()
        .AddSingleton<RevisionPlanner>()
        .AddSingleton<DeliveryRevision>()
        .AddSingleton<DeliveryTrace>()
        .AddSingleton<DeliveryInbox>()
        .AddSingleton<DeliveryWriter>()
        .AddSingleton<LargeDeliveries>()
        .AddSingleton<DeliveryProcessor>()
        .AddSingleton<PendingRecovery>()
        .AddSingleton<PoisonParking>()
        .AddSingleton<DeliveryEraser>()
        .AddSingleton<Tombstones>()
        .AddSingleton<ErasureGuard>()
        .AddSingleton<IndexedErasure>()
        .AddSingleton<FullErasure>()
        .AddSingleton<ContactIndex>()
        .AddSingleton<ContactReader>()
        .AddSingleton<ErasureJob>()
        .AddSingleton<ErasurePreview>()
        .AddSingleton<PurgeMarks>()
        .AddSingleton<RetentionPurge>()
        .AddSingleton<ReplayPages>()
        .AddSingleton<IJob, ReplayJob>()
        .AddSingleton<RedeliveryJob>()
        .AddSingleton<IJob>(services => services.GetRequiredService<RedeliveryJob>())
        .AddSingleton<IJob>(services => services.GetRequiredService<ErasureJob>())
        .AddSingleton<JobStore>()
        .AddSingleton<JobRunner>()
        .AddSingleton<JobRecovery>()
        .AddSingleton<DailyRollUp>();
}
