using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Webhooks.Faults.Tests.Matrix;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Storage.Outgoing;
using Webhooks.Storage.Queue;

namespace Webhooks.Faults.Tests.Scenario;

/// <summary>
/// The service's whole job in small, from nothing: both vendors, good and bad and repeated and large webhooks, a
/// message
/// that the queue gave up on, an event that comes after its day was counted; two processors and two roll-ups at once.
/// </summary>
internal sealed class MainJob : IAsyncDisposable
{
    private const int VendorTries = 20;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan NextDay = TimeSpan.FromDays(1);

    private readonly MatrixStorage _storage;
    private readonly TimeSpan _networkTimeout;
    private readonly int _largeBody;
    private readonly LaterClock _later = new();
    private readonly ServiceInstance _one;
    private readonly ServiceInstance _other;
    private readonly ConcurrentBag<Acknowledged> _acknowledged = [];
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>Prepares it.</summary>
    /// <param name="storage">Storage.</param>
    /// <param name="networkTimeout">When the service's clients give up waiting.</param>
    /// <param name="largeBody">How many characters the large webhook has.</param>
    public MainJob(MatrixStorage storage, TimeSpan networkTimeout, int largeBody)
    {
        (_storage, _networkTimeout, _largeBody) = (storage, networkTimeout, largeBody);
        _one = new ServiceInstance(storage, networkTimeout, TimeProvider.System, Received);
        _other = new ServiceInstance(storage, networkTimeout, TimeProvider.System, Received);
    }

    /// <summary>What was sent on.</summary>
    public ReceivedEvents Received { get; } = new();

    /// <summary>What was answered 200.</summary>
    public IReadOnlyCollection<Acknowledged> Acknowledged => _acknowledged;

    /// <summary>Delivers all, and works until nothing is left to do.</summary>
    public async Task RunAsync()
    {
        DateTimeOffset ten = SampleBodies.Day.AddHours(10);
        byte[] opened = SampleBodies.Opened(42, ten, ten.AddMinutes(70));
        await Task.WhenAll(
            DeliverAsync("smartreach", opened),
            DeliverAsync("smartico", SampleBodies.Sent("ada", ten)),
            DeliverAsync("smartreach", "{ this is broken"u8.ToArray()),
            DeliverAsync("smartico", SampleBodies.Sent("bob", ten, "Carrier pigeon")));
        await DeliverAsync("smartico", SampleBodies.Large("carol", ten.AddMinutes(5), _largeBody));
        await WorkAsync(rollUp: true);

        await GiveUpOnOneAsync();
        await Task.WhenAll(
            DeliverAsync("smartreach", opened),
            DeliverAsync("smartreach", SampleBodies.Opened(50, ten.AddMinutes(20))));
        await WorkAsync(rollUp: false);
        await WorkAsync(rollUp: true);
        await RecoverAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
    }

    // As a vendor that tries again when it is told to.
    private async Task DeliverAsync(string vendor, byte[] body)
    {
        for (int i = 0; i < VendorTries; i++)
        {
            (int status, string? id) = await InProcessRequest.SendAsync(_one.Receiver, vendor, body);
            if (status == 200)
            {
                _acknowledged.Add(new Acknowledged(id!, vendor, body));
                return;
            }

            Assert.Equal(503, status);
        }

        Assert.Fail($"A webhook was answered 503 {VendorTries} times.");
    }

    // A message that the host tried too often, put where it puts those: one delivery is done, the other never was.
    private async Task GiveUpOnOneAsync()
    {
        Acknowledged done = _acknowledged.First(sent => sent.Vendor == "smartico" && sent.Body.Length < 1000);
        DateTimeOffset now =
            DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        Delivery doomed = new()
        {
            Id = DeliveryId.New(now),
            Vendor = "smartico",
            ReceivedAt = now,
            Method = "POST",
            ContentType = "application/json",
            Body = SampleBodies.Sent("dora", SampleBodies.Day.AddHours(10)),
        };
        await _storage.Direct.PoisonQueue.CreateIfNotExistsAsync();
        byte[] message = new MessageWriter().TryPack(
            [QueuedDelivery.Whole(doomed), QueuedDelivery.Stored("smartico", done.Id)])!;
        await _storage.Direct.PoisonQueue.SendMessageAsync(BinaryData.FromBytes(message));
        GivenUp = doomed.Id;
        _acknowledged.Add(new Acknowledged(doomed.Id, doomed.Vendor, doomed.Body));
    }

    /// <summary>The delivery that the queue gave up on: it is to be rejected, though it could be mapped.</summary>
    public string? GivenUp { get; private set; }

    // What the timer does with large deliveries whose message is missing, however long it waits: days pass here.
    private async Task RecoverAsync()
    {
        await using ServiceInstance recovering = new(_storage, _networkTimeout, _later, Received);
        do
        {
            _later.Ahead += NextDay;
            try
            {
                await recovering.Recovery.RunAsync(CancellationToken.None);
            }
            catch (Exception e) when (e is QueueUnavailableException || QueueTrigger.IsOfStorage(e))
            {
                // The timer comes again.
            }

            await WorkAsync(rollUp: true);
        }
        while (await _storage.Direct.HasPendingAsync());
    }

    private async Task WorkAsync(bool rollUp)
    {
        do
        {
            if (Stopwatch.GetElapsedTime(_start) > Deadline)
                Assert.Fail($"There is still something to do after {Deadline}: {await _storage.Direct.BacklogAsync()}");
            await Task.WhenAll(
                WorkOnceAsync(_one, rollUp),
                WorkOnceAsync(_other, rollUp));
            await _storage.RestAsync();
        }
        while (_storage.IsBusy || await _storage.Direct.HasMessagesAsync() || (
            rollUp && await _storage.Direct.HasMarksAsync()) || _storage.IsBusy);
    }

    private static async Task WorkOnceAsync(ServiceInstance instance, bool rollUp)
    {
        await new QueueTrigger(
            instance.Queue, message => instance.Processor.ProcessAsync(message, CancellationToken.None)).RunOnceAsync();
        await new QueueTrigger(instance.PoisonQueue, message => instance.Parking.ParkAsync(
            message, CancellationToken.None)).RunOnceAsync();
        await new QueueTrigger(instance.OutgoingQueue, message => instance.Sender.SendAsync(
            OutgoingMessage.Parse(Encoding.UTF8.GetString(message.Span))!, CancellationToken.None)).RunOnceAsync();
        if (!rollUp)
            return;
        try
        {
            await instance.RollUp.RunAsync(CancellationToken.None);
        }
        catch (Exception e) when (QueueTrigger.IsOfStorage(e))
        {
            // The timer comes again.
        }
    }
}
