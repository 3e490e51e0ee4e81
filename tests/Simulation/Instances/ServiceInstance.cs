using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Ingestion.Vendors;
using Webhooks.Simulation.Scheduling;
using Webhooks.Storage;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Queue;
using Webhooks.Storage.Retention;
using Webhooks.Storage.RollUp;

namespace Webhooks.Simulation.Instances;

/// <summary>
/// One instance of the app: the product's own classes, put together as Program.cs does, on the simulated network. The
/// only file here that knows the product.
/// </summary>
internal sealed class ServiceInstance : IDisposable
{
    private static readonly TimeSpan TableTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PutTimeout = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan HostTimeout = TimeSpan.FromSeconds(100);

    private readonly World _world;
    private readonly ServiceProvider _services;

    public ServiceInstance(World world, string name, InstanceOptions options)
    {
        _world = world;
        Caller = new Caller(name);
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(world.Time)
            .AddSingleton(new VendorRegistry(new VendorOptions()))
            .AddSingleton(Tables())
            .AddSingleton(new DeliveryQueue(Queue(StorageNames.DeliveryQueue, PutTimeout, 1, TimeSpan.FromMilliseconds(100)), new DeliveryQueueOptions(), world.Time))
            .AddSingleton(new RetentionOptions(options.RetentionDays))
            .AddWebhookStorage()
            .BuildServiceProvider();
    }

    public Caller Caller { get; }

    /// <summary>What the host listens to, and what it does with a message.</summary>
    public IReadOnlyList<(string Queue, Func<BinaryData, Task> Run)> Triggers =>
    [
        (StorageNames.DeliveryQueue, message => Of<DeliveryProcessor>().ProcessAsync(message, CancellationToken.None)),
        (StorageNames.PoisonQueue, message => Of<PoisonParking>().ParkAsync(message, CancellationToken.None)),
    ];

    /// <summary>As the receiver does it, once the body is read: true where the sender is told 200, false for 503.</summary>
    public async Task<bool> ReceiveAsync(Delivery delivery)
    {
        try
        {
            if (await Of<DeliveryQueue>().TrySendAsync(QueuedDelivery.Whole(delivery)))
                return true;
            await Of<WebhookTables>().WithTablesAsync(
                async () =>
                {
                    await Of<DeliveryStore>().ParkAsync(delivery, CancellationToken.None);
                    return true;
                },
                CancellationToken.None);
            return await Of<DeliveryQueue>().TrySendAsync(QueuedDelivery.Stored(delivery.Vendor, delivery.Id));
        }
        catch (Exception e) when (StorageTrouble.Is(e))
        {
            return false;
        }
    }

    public Task RollUpAsync() => Of<DailyRollUp>().RunAsync(CancellationToken.None);

    public Task RecoverAsync() => Of<PendingRecovery>().RunAsync(CancellationToken.None);

    public Task PurgeAsync() => Of<RetentionPurge>().RunAsync(CancellationToken.None);

    /// <summary>A queue as the host reaches it.</summary>
    public QueueClient HostQueue(string name) => Queue(name, HostTimeout, 3, TimeSpan.FromMilliseconds(800));

    public void Dispose() => _services.Dispose();

    private T Of<T>()
        where T : notnull => _services.GetRequiredService<T>();

    private TableServiceClient Tables() => SimulatedAccount.Tables(
        Plain(new TableClientOptions(), 3, TimeSpan.FromMilliseconds(800)),
        new ScheduledTransport(_world.Network, Caller, _world.Account.AnswerTable, TableTimeout));

    private QueueClient Queue(string name, TimeSpan timeout, int tries, TimeSpan wait) => SimulatedAccount.Queues(
        Plain(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }, tries, wait),
        new ScheduledTransport(_world.Network, Caller, _world.Account.AnswerQueue, timeout)).GetQueueClient(name);

    private T Plain<T>(T options, int tries, TimeSpan wait)
        where T : ClientOptions
    {
        options.RetryPolicy = new SimulatedRetries(_world.Time, _world.Dice, tries, wait);
        options.Retry.NetworkTimeout = Timeout.InfiniteTimeSpan; // the simulated network has one
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.Diagnostics.IsTelemetryEnabled = false;
        return options;
    }
}
