using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Faults.Tests.Matrix;
using Webhooks.Functions.Settings;
using Webhooks.Functions.Webhooks;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Destinations;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Outgoing;
using Webhooks.Storage.Queue;
using Webhooks.Storage.Retention;
using Webhooks.Storage.RollUp;
using Webhooks.Storage.Sending;

namespace Webhooks.Faults.Tests.Scenario;

/// <summary>The service's own classes put together as Program.cs does, without the host: one instance of the
/// app.</summary>
internal sealed class ServiceInstance : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    /// <summary>Makes an instance.</summary>
    /// <param name="storage">Its storage.</param>
    /// <param name="networkTimeout">When its clients give up waiting.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="received">Where it sends events on.</param>
    public ServiceInstance(
        MatrixStorage storage, TimeSpan networkTimeout, TimeProvider time, ReceivedEvents received)
    {
        OutgoingQueue = storage.Queue(StorageNames.OutgoingQueue, Prompt(new QueueClientOptions(), networkTimeout));
        Queue = BinaryQueue(StorageNames.DeliveryQueue);
        PoisonQueue = BinaryQueue(StorageNames.PoisonQueue);
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(time)
            .AddSingleton(new WebhookSettings())
            .AddSingleton(new VendorRegistry(new VendorOptions()))
            .AddSingleton(storage.Tables(Prompt(new TableClientOptions(), networkTimeout)))
            // As slow as it may be: these tests are about what is lost, not about when a vendor is told to wait.
            .AddSingleton(
                new DeliveryQueue(Queue, new DeliveryQueueOptions { MaxWait = TimeSpan.FromMinutes(1) }, time))
            .AddSingleton(new JobQueue(storage.Queue(StorageNames.JobQueue, new QueueClientOptions())))
            .AddSingleton(new DestinationList(ReceivedEvents.Destination))
            .AddSingleton(provider => new OutgoingQueue(
                OutgoingQueue, provider.GetRequiredService<DestinationList>(), time))
            .AddSingleton<IEventPost>(received)
            .AddSingleton(new RetentionOptions(0))
            .AddWebhookStorage()
            .AddSingleton<WebhookReceiver>()
            .BuildServiceProvider();

        QueueClient BinaryQueue(string name) => storage.Queue(
            name, Prompt(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }, networkTimeout));
    }

    public QueueClient Queue { get; }

    public QueueClient PoisonQueue { get; }

    public QueueClient OutgoingQueue { get; }

    public EventSender Sender => _services.GetRequiredService<EventSender>();

    public WebhookReceiver Receiver => _services.GetRequiredService<WebhookReceiver>();

    public DeliveryProcessor Processor => _services.GetRequiredService<DeliveryProcessor>();

    public PoisonParking Parking => _services.GetRequiredService<PoisonParking>();

    public PendingRecovery Recovery => _services.GetRequiredService<PendingRecovery>();

    public DailyRollUp RollUp => _services.GetRequiredService<DailyRollUp>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();

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
