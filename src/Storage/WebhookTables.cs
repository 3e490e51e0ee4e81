using Azure;
using Azure.Data.Tables;

namespace Webhooks.Storage;

/// <summary>The tables. They are made when something first writes to them, once per process, not per request.</summary>
/// <param name="service">The account's tables.</param>
public sealed class WebhookTables(TableServiceClient service)
{
    private Task? _created;

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

    /// <summary>See <see cref="StorageNames.Jobs"/>.</summary>
    public TableClient Jobs { get; } = service.GetTableClient(StorageNames.Jobs);

    /// <summary>See <see cref="StorageNames.Purges"/>.</summary>
    public TableClient Purges { get; } = service.GetTableClient(StorageNames.Purges);

    /// <summary>See <see cref="StorageNames.SchemaDrift"/>.</summary>
    public TableClient SchemaDrift { get; } = service.GetTableClient(StorageNames.SchemaDrift);

    /// <summary>
    /// Runs something that needs the tables: makes them before the first run, and again should one be missing, which
    /// fails this run but not the next.
    /// </summary>
    /// <param name="work">What to run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <returns>What it gave.</returns>
    public async Task<T> WithTablesAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        Task created = _created ??= CreateAsync(cancellationToken);
        try
        {
            await created;
            return await work();
        }
        catch (Exception e) when (!created.IsCompletedSuccessfully || e is RequestFailedException { ErrorCode: "TableNotFound" })
        {
            _created = null;
            throw;
        }
    }

    private Task CreateAsync(CancellationToken cancellationToken) => Task.WhenAll(
        StorageNames.Tables.Select(name => service.GetTableClient(name).CreateIfNotExistsAsync(cancellationToken)));
}
