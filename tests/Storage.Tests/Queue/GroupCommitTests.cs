using System.Buffers;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Storage.Queue;

namespace Webhooks.Storage.Tests.Queue;

/// <summary>Which deliveries share a message, on a queue whose puts end when a test says so.</summary>
public sealed class GroupCommitTests : IDisposable
{
    private readonly HeldQueue _queue = new();
    private readonly Stopwatch _time = new();
    private readonly DeliveryQueue _deliveries;

    public GroupCommitTests() => _deliveries = new DeliveryQueue(_queue, new DeliveryQueueOptions(), _time);

    public void Dispose() => _queue.Dispose();

    [Fact]
    public async Task What_comes_during_a_put_shares_the_next()
    {
        Task[] sent = await SendAsync(50, puts: 1);
        Assert.Equal([1], _queue.Puts);

        await _queue.EndFirstAsync(nextBegins: true);
        Assert.Equal([49], _queue.Puts);

        await _queue.EndFirstAsync();
        await Task.WhenAll(sent);
    }

    [Fact]
    public async Task Message_that_is_not_full_waits_until_no_other_is_put()
    {
        int full = new DeliveryQueueOptions().MaxDeliveriesPerMessage;
        Task[] sent = await SendAsync(1 + (3 * full) + 50, puts: 4);
        Assert.Equal([1, full, full, full], _queue.Puts);

        for (int i = 0; i < 3; i++)
            await _queue.EndFirstAsync();
        await Task.WhenAll(sent[..(1 + (2 * full))]);
        Assert.Equal([full], _queue.Puts);

        await _queue.EndFirstAsync(nextBegins: true);
        Assert.Equal([50], _queue.Puts);
        await _queue.EndFirstAsync();
        await Task.WhenAll(sent);
    }

    [Fact]
    public async Task Put_that_hangs_does_not_hold_up_what_comes_after()
    {
        Task[] sent = await SendAsync(3, puts: 1);
        Assert.Equal([1], _queue.Puts);

        _time.Passed = TimeSpan.FromSeconds(0.3);
        Task[] later = await SendAsync(1, puts: 1);
        Assert.Equal([1, 3], _queue.Puts);

        await _queue.EndFirstAsync();
        await _queue.EndFirstAsync();
        await Task.WhenAll([.. sent, .. later]);
    }

    [Fact]
    public async Task Put_that_hangs_does_not_hold_up_the_one_that_waits_though_nobody_comes_after()
    {
        Task[] sent = await SendAsync(2, puts: 1);
        Assert.Equal([1], _queue.Puts);

        _time.Pass(TimeSpan.FromSeconds(0.25));
        await _queue.BeginsAsync();
        Assert.Equal([1, 1], _queue.Puts);

        await _queue.EndFirstAsync();
        await _queue.EndFirstAsync();
        await Task.WhenAll(sent);
    }

    [Fact]
    public async Task While_all_puts_hang_what_waits_is_refused_in_time()
    {
        List<Task> putting = await OccupyEveryWriterAsync();
        Task[] waiting = await SendAsync(2, puts: 0);
        _time.Pass(TimeSpan.FromSeconds(2));
        Assert.All(waiting, one => Assert.False(one.IsCompleted));
        _time.Pass(TimeSpan.FromSeconds(0.25));
        foreach (Task waited in waiting)
            await Assert.ThrowsAsync<QueueUnavailableException>(() => waited);
        Assert.Equal([1, 1, 1, 1], _queue.Puts);

        for (int writer = 0; writer < 4; writer++)
            await _queue.EndFirstAsync();
        await Task.WhenAll(putting);
    }

    [Fact]
    public async Task What_a_writer_took_late_is_refused_in_time_though_its_put_hangs_too()
    {
        List<Task> putting = await OccupyEveryWriterAsync();
        Task[] waiting = await SendAsync(2, puts: 0);
        _time.Pass(TimeSpan.FromSeconds(1.75));
        await _queue.EndFirstAsync(nextBegins: true); // a writer is free at last, and takes them
        Task[] later = await SendAsync(1, puts: 0);
        Assert.Equal([1, 1, 1, 2], _queue.Puts);
        _time.Pass(TimeSpan.FromSeconds(0.5));
        Assert.All(waiting, one => Assert.False(one.IsCompleted));
        _time.Pass(TimeSpan.FromSeconds(0.25));
        foreach (Task waited in waiting)
            await Assert.ThrowsAsync<QueueUnavailableException>(() => waited);
        Assert.False(later[0].IsCompleted);

        await _queue.EndFirstAsync(nextBegins: true);
        for (int writer = 0; writer < 4; writer++)
            await _queue.EndFirstAsync();
        await Task.WhenAll([.. putting, .. later]);
    }

    [Fact]
    public async Task What_waited_too_long_is_refused_and_not_put()
    {
        Task[] sent = await SendAsync(3, puts: 1);

        _time.Passed = TimeSpan.FromSeconds(3);
        await _queue.EndFirstAsync();

        await sent[0];
        foreach (Task waited in sent[1..])
            await Assert.ThrowsAsync<QueueUnavailableException>(() => waited);
        Assert.Empty(_queue.Puts);
    }

    [Fact]
    public async Task Failed_put_refuses_what_it_held_and_the_next_goes_on()
    {
        Task[] sent = await SendAsync(3, puts: 1);

        await _queue.FailFirstAsync(nextBegins: true);

        await Assert.ThrowsAsync<QueueUnavailableException>(() => sent[0]);
        Assert.Equal([2], _queue.Puts);
        await _queue.EndFirstAsync();
        await Task.WhenAll(sent[1..]);
    }

    [Fact]
    public async Task Delivery_that_cannot_be_packed_is_refused_and_the_next_is_put()
    {
        using BrokenMemory broken = new();
        Delivery unreadable = Samples.Delivery("{}") with { Body = broken.Memory };

        await Assert.ThrowsAsync<QueueUnavailableException>(
            () => _deliveries.TrySendAsync(QueuedDelivery.Whole(unreadable)));

        Task[] sent = await SendAsync(1, puts: 1);
        await _queue.EndFirstAsync();
        await Task.WhenAll(sent);
    }

    // With one that is put by each.
    private async Task<List<Task>> OccupyEveryWriterAsync()
    {
        List<Task> putting = [];
        for (int writer = 0; writer < new DeliveryQueueOptions().Writers; writer++)
        {
            putting.AddRange(await SendAsync(1, puts: 0));
            if (writer > 0)
                _time.Pass(TimeSpan.FromSeconds(0.25));
            await _queue.BeginsAsync();
        }

        return putting;
    }

    private async Task<Task[]> SendAsync(int deliveries, int puts)
    {
        Task[] sent = [.. Enumerable.Range(0, deliveries).Select(
            _ => _deliveries.TrySendAsync(QueuedDelivery.Whole(Samples.Delivery("{}"))))];
        for (int i = 0; i < puts; i++)
            await _queue.BeginsAsync();
        return sent;
    }

    /// <summary>Time that passes when a test says so, and the one timer that may run in it.</summary>
    private sealed class Stopwatch : TimeProvider, ITimer
    {
        private Action? _ring;
        private TimeSpan? _due;

        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Passed.Ticks;

        /// <summary>Lets time pass, and the timer ring.</summary>
        public void Pass(TimeSpan time)
        {
            Passed += time;
            if (_due is null || _due > Passed)
                return;
            _due = null;
            _ring!();
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Assert.Null(_ring);
            _ring = () => callback(state);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _due = Passed + dueTime;
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>Stands for whatever may fail while a message is packed, such as a lack of memory.</summary>
    private sealed class BrokenMemory : MemoryManager<byte>
    {
        public override Memory<byte> Memory => CreateMemory(8);

        public override Span<byte> GetSpan() => throw new InvalidOperationException("Broken.");

        public override MemoryHandle Pin(int elementIndex = 0) => throw new InvalidOperationException("Broken.");

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
