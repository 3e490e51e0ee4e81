using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Functions.Settings;
using Webhooks.Functions.Webhooks;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Queue;
using Webhooks.Storage.Retention;
using Webhooks.Storage.RollUp;

namespace Webhooks.Faults.Tests.Scenario;

/// <summary>The service's own classes put together as Program.cs does, without the host: one instance of the app.</summary>
internal sealed class ServiceInstance : IDisposable
{
    private readonly ServiceProvider _services;

    /// <summary>Makes an instance.</summary>
    /// <param name="connectionString">Its storage.</param>
    /// <param name="networkTimeout">When its clients give up waiting.</param>
    public ServiceInstance(string connectionString, TimeSpan networkTimeout)
    {
        StorageConnection storage = new(new ConfigurationBuilder()
            .AddInMemoryCollection([new(StorageConnection.Setting, connectionString)])
            .Build());
        Queue = storage.Queue(StorageNames.DeliveryQueue, Prompt(new QueueClientOptions(), networkTimeout));
        PoisonQueue = storage.Queue(StorageNames.PoisonQueue, Prompt(new QueueClientOptions(), networkTimeout));
        // As slow as it may be: these tests are about what is lost, not about when a vendor is told to wait.
        DeliveryQueue queue = new(Queue, new DeliveryQueueOptions { MaxWait = TimeSpan.FromMinutes(1) }, TimeProvider.System);
        _services = new ServiceCollection()
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton(TimeProvider.System)
            .AddSingleton(storage.Tables(Prompt(new TableClientOptions(), networkTimeout)))
            .AddSingleton(queue)
            .AddSingleton(new VendorRegistry(new VendorOptions()))
            .AddSingleton(new RetentionOptions(0))
            .AddSingleton(new WebhookSettings())
            .AddWebhookStorage()
            .AddSingleton<BodyReader>()
            .AddSingleton<WebhookReceiver>()
            .BuildServiceProvider();
        Receiver = _services.GetRequiredService<WebhookReceiver>();
        Processor = _services.GetRequiredService<DeliveryProcessor>();
        Parking = _services.GetRequiredService<PoisonParking>();
        RollUp = _services.GetRequiredService<DailyRollUp>();
    }

    public QueueClient Queue { get; }

    public QueueClient PoisonQueue { get; }

    public WebhookReceiver Receiver { get; }

    public DeliveryProcessor Processor { get; }

    public PoisonParking Parking { get; }

    public DailyRollUp RollUp { get; }

    public void Dispose() => _services.Dispose();

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
