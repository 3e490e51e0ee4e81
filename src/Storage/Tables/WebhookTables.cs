using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Storage.Contacts;

namespace Webhooks.Storage.Tables;

/// <summary>The tables.</summary>
/// <param name="time">The clock; null is the system's.</param>
/// <param name="logger">Told which rows cannot be read; null tells nobody.</param>
/// <param name="partitions">Over how many partitions a vendor's day is to be spread; null is one.</param>
public sealed class WebhookTables(
    TableServiceClient service,
    TimeProvider? time = null,
    ILogger<WebhookTables>? logger = null,
    PartitionOptions? partitions = null)
{
    /// <summary>See <see cref="StorageNames.Events"/>.</summary>
    public TableClient Events { get; } = service.GetTableClient(StorageNames.Events);

    /// <summary>See <see cref="StorageNames.Deliveries"/>.</summary>
    public TableClient Deliveries { get; } = service.GetTableClient(StorageNames.Deliveries);

    /// <summary>See <see cref="StorageNames.RejectedDeliveries"/>.</summary>
    public TableClient RejectedDeliveries { get; } = service.GetTableClient(StorageNames.RejectedDeliveries);

    /// <summary>See <see cref="StorageNames.DailyCounts"/>.</summary>
    public TableClient DailyCounts { get; } = service.GetTableClient(StorageNames.DailyCounts);

    /// <summary>See <see cref="StorageNames.DailyCampaignCounts"/>.</summary>
    public TableClient DailyCampaignCounts { get; } = service.GetTableClient(StorageNames.DailyCampaignCounts);

    /// <summary>See <see cref="StorageNames.HourlyCounts"/>.</summary>
    public TableClient HourlyCounts { get; } = service.GetTableClient(StorageNames.HourlyCounts);

    /// <summary>See <see cref="StorageNames.TouchedHours"/>.</summary>
    public TableClient TouchedHours { get; } = service.GetTableClient(StorageNames.TouchedHours);

    /// <summary>See <see cref="StorageNames.PendingDeliveries"/>.</summary>
    public TableClient PendingDeliveries { get; } = service.GetTableClient(StorageNames.PendingDeliveries);

    /// <summary>See <see cref="StorageNames.ParkedEvents"/>.</summary>
    public TableClient ParkedEvents { get; } = service.GetTableClient(StorageNames.ParkedEvents);

    /// <summary>See <see cref="StorageNames.Jobs"/>.</summary>
    public TableClient Jobs { get; } = service.GetTableClient(StorageNames.Jobs);

    /// <summary>See <see cref="StorageNames.Purges"/>.</summary>
    public TableClient Purges { get; } = service.GetTableClient(StorageNames.Purges);

    /// <summary>See <see cref="StorageNames.SchemaDrift"/>.</summary>
    public TableClient SchemaDrift { get; } = service.GetTableClient(StorageNames.SchemaDrift);

    /// <summary>See <see cref="StorageNames.ServiceState"/>.</summary>
    public TableClient ServiceState { get; } = service.GetTableClient(StorageNames.ServiceState);

    /// <summary>The rows that cannot be read, in whatever table.</summary>
    public UnreadableRows Unreadable { get; } = new(
        service.GetTableClient(StorageNames.ServiceState),
        time ?? TimeProvider.System,
        logger ?? (ILogger)NullLogger.Instance);

    /// <summary>The key of the contact index.</summary>
    public ContactKeys ContactKeys { get; } = new(
        service.GetTableClient(StorageNames.ServiceState),
        service.GetTableClient(StorageNames.Deliveries),
        time ?? TimeProvider.System);

    /// <summary>Over how many partitions each day is spread.</summary>
    public PartitionSchedule Schedule { get; } = new(
        service.GetTableClient(StorageNames.ServiceState),
        [service.GetTableClient(StorageNames.Events), service.GetTableClient(StorageNames.Deliveries)],
        partitions ?? new PartitionOptions(),
        time ?? TimeProvider.System);

    /// <summary>Makes the tables that are missing.</summary>
    public Task CreateAsync(CancellationToken cancellationToken) => Task.WhenAll(
        StorageNames.Tables.Select(name => service.GetTableClient(name).CreateIfNotExistsAsync(cancellationToken)));
}
