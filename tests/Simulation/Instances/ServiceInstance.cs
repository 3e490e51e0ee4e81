using System.Text;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Simulation.Scheduling;
using Webhooks.Storage;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Destinations;
using Webhooks.Storage.Erasure;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Outgoing;
using Webhooks.Storage.Queue;
using Webhooks.Storage.Replay;
using Webhooks.Storage.Retention;
using Webhooks.Storage.RollUp;
using Webhooks.Storage.Sending;
using Webhooks.Storage.Tables;

namespace Webhooks.Simulation.Instances;

/// <summary>
/// One instance of the app: the product's own classes, put together as Program.cs does, on the simulated network. The
/// only file here that knows the product.
/// </summary>
internal sealed class ServiceInstance : IDisposable
{
    private static readonly TimeSpan TableTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PutTimeout = TimeSpan.FromSeconds(1.2);
    private static readonly TimeSpan HostTimeout = TimeSpan.FromSeconds(100);

    private readonly CancellationTokenSource _stopping = new();
    private readonly World _world;
    private readonly InstanceOptions _options;
    private readonly ServiceProvider _services;
    private readonly Dictionary<Type, object> _resolved = [];

    public ServiceInstance(
        World world, string name, InstanceOptions options, int version, int partitions, Receivers receivers)
    {
        (_world, _options) = (world, options);
        Caller = new Caller(name, version);
        Partitions = partitions;
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(world.Time)
            .AddSingleton(new VendorRegistry(options.Vendors(version)))
            .AddSingleton(Tables())
            .AddSingleton(new DeliveryQueue(
                PutQueue(StorageNames.DeliveryQueue, QueueMessageEncoding.Base64), new DeliveryQueueOptions(),
                    world.Time))
            .AddSingleton(new JobQueue(PutQueue(StorageNames.JobQueue, QueueMessageEncoding.None)))
            .AddSingleton(new DestinationList(options.Destinations))
            .AddSingleton<IEventPost>(new SimulatedPost(world, receivers, Caller, options))
            .AddSingleton(provider => new OutgoingQueue(
                PutQueue(StorageNames.OutgoingQueue, QueueMessageEncoding.None),
                provider.GetRequiredService<DestinationList>(),
                world.Time))
            .AddSingleton(new RetentionOptions(options.RetentionDays))
            .AddSingleton(new PartitionOptions(partitions))
            .AddWebhookStorage()
            .BuildServiceProvider();
        Triggers =
        [
            (StorageNames.DeliveryQueue, message => options.Process(this, stop => ProcessAsync(message, stop))),
            (StorageNames.PoisonQueue, message => Of<PoisonParking>().ParkAsync(Read(message), CancellationToken.None)),
            (StorageNames.JobQueue, RunJobAsync),
            (StorageNames.OutgoingQueue, SendAsync),
            (StorageNames.OutgoingPoisonQueue, message => Of<OutgoingQueue>().SendAsync(
                OutgoingMessage.Parse(message.MessageText)!, TimeSpan.FromMinutes(10), CancellationToken.None)),
        ];
    }

    public Caller Caller { get; }

    /// <summary>Its setting: over how many partitions a vendor's day is to be spread.</summary>
    public int Partitions { get; }

    /// <summary>Whether it is to end: it finishes what it has, and takes nothing new.</summary>
    public bool IsStopping => Stopping.IsCancellationRequested;

    /// <summary>Cancelled when it is to end.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>What the host listens to, and what it does with a message.</summary>
    public IReadOnlyList<(string Queue, Func<QueueMessage, Task> Run)> Triggers { get; }

    /// <summary>
    /// As the receiver does it, once the body is read: true where the sender is told 200, false for 503.
    /// </summary>
    public Task<bool> ReceiveAsync(Delivery delivery) => _options.Receive(() => TakeAsync(delivery));

    public Task RollUpAsync() => Of<DailyRollUp>().RunAsync(CancellationToken.None);

    public Task RecoverAsync() => Task.WhenAll(
        Of<PendingRecovery>().RunAsync(CancellationToken.None), Of<JobRecovery>().RunAsync(CancellationToken.None));

    public Task PurgeAsync() => Of<RetentionPurge>().RunAsync(CancellationToken.None);

    /// <summary>
    /// As the API does it: begins to erase a vendor's contact, by the id, or by the address if given.
    /// </summary>
    /// <returns>What was received until then is to be gone.</returns>
    public async Task<DateTimeOffset> EraseAsync(string vendor, string contactId, string? email)
    {
        Person person = email is null
            ? new Person { Vendor = vendor, ContactId = contactId }
            : new Person { Email = email };
        Job job = await Of<JobStore>().AddAsync(JobKinds.Erasure, person.ToJson(), CancellationToken.None);
        await Of<JobRunner>().RunAsync(JobKinds.Erasure, job.Id, CancellationToken.None);
        return job.CreatedAt;
    }

    /// <summary>
    /// As the API does it: begins a replay of a vendor's deliveries of a time, or of its rejected ones.
    /// </summary>
    public async Task<DateTimeOffset> ReplayAsync(string vendor, (DateTimeOffset From, DateTimeOffset To)? range)
    {
        ReplayRequest replay = new()
        {
            Vendor = vendor,
            From = range?.From,
            To = range?.To,
            Rejected = range is null,
        };
        Job job = await Of<JobRunner>().StartAsync(JobKinds.Replay, replay.ToJson(), CancellationToken.None);
        return job.CreatedAt;
    }

    /// <summary>A queue as the host reaches it.</summary>
    public QueueClient HostQueue(string name) =>
        Queue(name, QueueMessageEncoding.None, HostTimeout, 3, TimeSpan.FromMilliseconds(800));

    /// <summary>It is to end.</summary>
    public void Stop() => _stopping.Cancel();

    public void Dispose()
    {
        _stopping.Dispose();
        _services.Dispose();
    }

    private static ReadOnlyMemory<byte> Read(QueueMessage message) =>
        MessageText.Read(Encoding.UTF8.GetBytes(message.MessageText));

    private Task ProcessAsync(QueueMessage message, CancellationToken stop) => Of<DeliveryProcessor>().ProcessAsync(
        Read(message), message.InsertedOn ?? _world.Time.GetUtcNow(), stop);

    private Task RunJobAsync(QueueMessage message) => JobStep.Parse(message.MessageText) is { } step
        ? Of<JobRunner>().RunAsync(step.Kind, step.Id, CancellationToken.None)
        : Task.CompletedTask;

    private Task SendAsync(QueueMessage message) =>
        Of<EventSender>().SendAsync(OutgoingMessage.Parse(message.MessageText)!, CancellationToken.None);

    private async Task<bool> TakeAsync(Delivery delivery)
    {
        try
        {
            await Of<DeliveryInbox>().AcceptAsync(delivery);
            return true;
        }
        catch (NotDurableException e) when (StorageTrouble.Is(e))
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

    private TableServiceClient Tables()
    {
        TableClientOptions options = new();
        options.AddPolicy(new BackOnTheLoop(_world.Time), HttpPipelinePosition.PerCall);
        options.AddPolicy(new MissingTables(PlainTables(new TableClientOptions())), HttpPipelinePosition.PerCall);
        return PlainTables(options);
    }

    private TableServiceClient PlainTables(TableClientOptions options) => SimulatedAccount.Tables(
        Plain(options, 3, TimeSpan.FromMilliseconds(800)),
        new ScheduledTransport(_world.Network, Caller, _world.Account.AnswerTable, isQueue: false, TableTimeout));

    private QueueClient PutQueue(string name, QueueMessageEncoding encoding) =>
        Queue(name, encoding, PutTimeout, 1, TimeSpan.FromMilliseconds(100));

    private QueueClient Queue(string name, QueueMessageEncoding encoding, TimeSpan timeout, int tries, TimeSpan wait) =>
        SimulatedAccount.Queues(
            Plain(new QueueClientOptions { MessageEncoding = encoding }, tries, wait),
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
