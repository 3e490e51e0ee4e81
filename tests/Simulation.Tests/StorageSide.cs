using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Ingestion.Vendors;
using Webhooks.Simulation.Wire;
using Webhooks.Storage;
using Webhooks.Storage.Destinations;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Outgoing;
using Webhooks.Storage.Queue;
using Webhooks.Storage.Retention;

namespace Webhooks.Simulation.Tests;

/// <summary>The app's storage side on an account in memory, and a clock that is set.</summary>
internal sealed class StorageSide : IDisposable
{
    private readonly ServiceProvider _services;

    public StorageSide(DateTimeOffset now)
    {
        Clock = new SetClock { Now = now };
        Account = new SimulatedAccount(Clock, AzureLimits.WithoutRates);
        QueueServiceClient queues =
            Account.Queues(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(new VendorRegistry(new VendorOptions()))
            .AddSingleton(Account.Tables())
            .AddSingleton(
                new DeliveryQueue(queues.GetQueueClient(StorageNames.DeliveryQueue), new DeliveryQueueOptions(), Clock))
            .AddSingleton(new JobQueue(queues.GetQueueClient(StorageNames.JobQueue)))
            .AddSingleton(new DestinationList())
            .AddSingleton(provider => new OutgoingQueue(
                queues.GetQueueClient(StorageNames.OutgoingQueue),
                provider.GetRequiredService<DestinationList>(),
                Clock))
            .AddSingleton(new RetentionOptions(0))
            .AddWebhookStorage()
            .BuildServiceProvider();
    }

    public SetClock Clock { get; }

    public SimulatedAccount Account { get; }

    public T Of<T>()
        where T : notnull =>
        _services.GetRequiredService<T>();

    public void Dispose() => _services.Dispose();

    internal sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
