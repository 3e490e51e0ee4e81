namespace Webhooks.Simulation.Scheduling;

/// <summary>
/// Time that goes on only when nothing is left to do: to what happens next. Of what happens at once the dice choose.
/// </summary>
internal sealed class SimulatedTime(DateTimeOffset start, OneThread thread, Dice dice) : TimeProvider
{
    private readonly PriorityQueue<Action, (long Ticks, int Turn, long Number)> _agenda = new();
    private DateTimeOffset _now = start;
    private long _number;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many happenings wait.</summary>
    public int Waiting => _agenda.Count;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new SimulatedTimer(this, () => callback(state), dueTime, period);

    public void In(TimeSpan delay, Action happening) => At(_now + delay, happening);

    public void At(DateTimeOffset time, Action happening)
    {
        thread.Check();
        _agenda.Enqueue(happening, (Math.Max(time.UtcTicks, _now.UtcTicks), dice.Next(int.MaxValue), _number++));
    }

    /// <summary>Ends after a while.</summary>
    public Task DelayAsync(TimeSpan delay)
    {
        TaskCompletionSource over = new();
        In(delay, over.SetResult);
        return over.Task;
    }

    /// <summary>Lets the next thing happen; false where nothing will.</summary>
    public bool Advance()
    {
        if (!_agenda.TryDequeue(out Action? happening, out (long Ticks, int, long) at))
            return false;
        _now = new DateTimeOffset(at.Ticks, TimeSpan.Zero);
        happening();
        return true;
    }

    private sealed class SimulatedTimer : ITimer
    {
        private readonly SimulatedTime _time;
        private readonly Action _callback;
        private TimeSpan _period;
        private int _version;

        public SimulatedTimer(SimulatedTime time, Action callback, TimeSpan dueTime, TimeSpan period)
        {
            (_time, _callback) = (time, callback);
            Change(dueTime, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            int version = ++_version;
            _period = period;
            if (dueTime != Timeout.InfiniteTimeSpan)
                _time.In(dueTime, () => Ring(version));
            return true;
        }

        public void Dispose() => _version++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Ring(int version)
        {
            if (version != _version)
                return;
            if (_period != Timeout.InfiniteTimeSpan && _period != TimeSpan.Zero)
                _time.In(_period, () => Ring(version));
            _callback();
        }
    }
}
