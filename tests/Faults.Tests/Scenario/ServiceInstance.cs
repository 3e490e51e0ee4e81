using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Functions.Settings;
using Webhooks.Functions.Webhooks;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Drift;
using Webhooks.Storage.Events;
using Webhooks.Storage.Queue;
using Webhooks.Storage.RollUp;

namespace Webhooks.Faults.Tests.Scenario;

/// <summary>The service's own classes put together as Program.cs does, without the host: one instance of the app.</summary>
internal sealed class ServiceInstance : IDisposable
{
    private readonly BodyReader _bodies = new(new WebhookSettings(), TimeProvider.System);

    /// <summary>Makes an instance.</summary>
    /// <param name="connectionString">Its storage.</param>
    /// <param name="networkTimeout">When its clients give up waiting.</param>
    public ServiceInstance(string connectionString, TimeSpan networkTimeout)
    {
        StorageConnection storage = new(new ConfigurationBuilder()
            .AddInMemoryCollection([new(StorageConnection.Setting, connectionString)])
            .Build());
        WebhookTables tables = new(storage.Tables(Prompt(new TableClientOptions(), networkTimeout)));
        Queue = storage.Queue(StorageNames.DeliveryQueue, Prompt(new QueueClientOptions(), networkTimeout));
        PoisonQueue = storage.Queue(StorageNames.PoisonQueue, Prompt(new QueueClientOptions(), networkTimeout));
        DeliveryStore deliveries = new(tables);
        // As slow as it may be: these tests are about what is lost, not about when a vendor is told to wait.
        DeliveryQueue queue = new(Queue, new DeliveryQueueOptions { MaxWait = TimeSpan.FromMinutes(1) }, TimeProvider.System);
        Receiver = new WebhookReceiver(_bodies, queue, deliveries, tables, TimeProvider.System, NullLogger<WebhookReceiver>.Instance);
        Processor = new DeliveryProcessor(
            tables,
            new VendorRegistry(new VendorOptions()),
            deliveries,
            new EventStore(tables),
            new DriftLog(tables, TimeProvider.System, NullLogger<DriftLog>.Instance),
            TimeProvider.System,
            NullLogger<DeliveryProcessor>.Instance);
        Parking = new PoisonParking(tables, deliveries, TimeProvider.System);
        RollUp = new DailyRollUp(tables, TimeProvider.System, NullLogger<DailyRollUp>.Instance);
    }

    public QueueClient Queue { get; }

    public QueueClient PoisonQueue { get; }

    public WebhookReceiver Receiver { get; }

    public DeliveryProcessor Processor { get; }

    public PoisonParking Parking { get; }

    public DailyRollUp RollUp { get; }

    public void Dispose() => _bodies.Dispose();

    private static T Prompt<T>(T options, TimeSpan networkTimeout)
        where T : ClientOptions
    {
        options.Retry.MaxRetries = 1;
        options.Retry.Mode = RetryMode.Fixed;
        options.Retry.Delay = TimeSpan.FromMilliseconds(5);
        options.Retry.NetworkTimeout = networkTimeout;
        return options;
    }
}
