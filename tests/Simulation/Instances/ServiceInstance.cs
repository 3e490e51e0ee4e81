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
    private readonly InstanceOptions _options;
    private readonly ServiceProvider _services;
    private readonly Dictionary<Type, object> _resolved = [];

    public ServiceInstance(World world, string name, InstanceOptions options)
    {
        (_world, _options) = (world, options);
        Caller = new Caller(name);
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(world.Time)
            .AddSingleton(new VendorRegistry(new VendorOptions()))
            .AddSingleton(Tables())
            .AddSingleton(new DeliveryQueue(Queue(StorageNames.DeliveryQueue, PutTimeout, 1, TimeSpan.FromMilliseconds(
                100)), new DeliveryQueueOptions(), world.Time))
            .AddSingleton(new RetentionOptions(options.RetentionDays))
            .AddWebhookStorage()
            .BuildServiceProvider();
        Triggers =
        [
            (StorageNames.DeliveryQueue, message =>
                options.Process(() => Of<DeliveryProcessor>().ProcessAsync(message, CancellationToken.None))),
            (StorageNames.PoisonQueue, message => Of<PoisonParking>().ParkAsync(message, CancellationToken.None)),
        ];
    }

    public Caller Caller { get; }

    /// <summary>What the host listens to, and what it does with a message.</summary>
    public IReadOnlyList<(string Queue, Func<BinaryData, Task> Run)> Triggers { get; }

    /// <summary>
    /// As the receiver does it, once the body is read: true where the sender is told 200, false for 503.
    /// </summary>
    public Task<bool> ReceiveAsync(Delivery delivery) => _options.Receive(() => TakeAsync(delivery));

    public Task RollUpAsync() => Of<DailyRollUp>().RunAsync(CancellationToken.None);

    public Task RecoverAsync() => Of<PendingRecovery>().RunAsync(CancellationToken.None);

    public Task PurgeAsync() => Of<RetentionPurge>().RunAsync(CancellationToken.None);

    /// <summary>A queue as the host reaches it.</summary>
    public QueueClient HostQueue(string name) => Queue(name, HostTimeout, 3, TimeSpan.FromMilliseconds(800));

    public void Dispose() => _services.Dispose();

    private async Task<bool> TakeAsync(Delivery delivery)
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

    // Asked for again, the container would compile it, and an instance is soon replaced.
    private T Of<T>()
        where T : notnull
    {
        if (!_resolved.TryGetValue(typeof(T), out object? known))
            _resolved.Add(typeof(T), known = _services.GetRequiredService<T>());
        return (T)known;
    }

    private TableServiceClient Tables() => SimulatedAccount.Tables(
        Plain(new TableClientOptions(), 3, TimeSpan.FromMilliseconds(800)),
        new ScheduledTransport(_world.Network, Caller, _world.Account.AnswerTable, isQueue: false, TableTimeout));

    private QueueClient Queue(string name, TimeSpan timeout, int tries, TimeSpan wait) => SimulatedAccount.Queues(
        Plain(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }, tries, wait),
        new ScheduledTransport(_world.Network, Caller, _world.Account.AnswerQueue, isQueue: true, timeout))
            .GetQueueClient(name);

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
