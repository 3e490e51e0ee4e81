using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Local.Timers;

/// <summary>Runs one function on its schedule, one run at a time; a run missed while the app was down is made up once.</summary>
internal sealed partial class TimerListener : IListener
{
    // Task.Delay takes no more than about 49 days.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly FunctionEntry _function;
    private readonly TimerSchedule _schedule;
    private readonly ScheduleMonitor? _monitor;
    private readonly FunctionRunner _runner;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private ScheduleStatus _status = new();

    public TimerListener(FunctionEntry function, TimerSchedule schedule, ScheduleMonitor monitor, FunctionRunner runner, TimeProvider time, ILogger logger)
    {
        (_function, _schedule, _runner, _time, _logger) = (function, schedule, runner, time, logger);
        bool isMonitored = ((TimerTriggerAttribute)function.Trigger).UseMonitor && !schedule.IsFrequent(Now);
        _monitor = isMonitored ? monitor : null;
    }

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    public async Task RunAsync(CancellationToken stopping, CancellationToken ending)
    {
        try
        {
            bool isPastDue = Begin();
            if (isPastDue || ((TimerTriggerAttribute)_function.Trigger).RunOnStartup)
                await RunOnceAsync(Now, isPastDue, ending);
            Log.Next(_logger, _function.Name, _status.Next);
            while (true)
            {
                await WaitUntilAsync(_status.Next, stopping);
                // A timer may fire a little early; the next run must not be this one again.
                DateTime due = Now < _status.Next ? _status.Next : Now;
                await RunOnceAsync(due, isPastDue: false, ending);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }

    private bool Begin()
    {
        DateTime now = Now;
        ScheduleStatus? stored = _monitor?.Read(_function.Name);
        DateTime since = stored?.Last is { } last && last != default ? last : stored?.LastUpdated ?? default;
        bool isUnchanged = stored is not null && _schedule.Next(since) == stored.Next;
        _status = isUnchanged ? stored! : new ScheduleStatus { Last = stored?.Last ?? default, Next = _schedule.Next(now), LastUpdated = now };
        if (!isUnchanged)
            _monitor?.Write(_function.Name, _status);
        return isUnchanged && _status.Next <= now;
    }

    private async Task RunOnceAsync(DateTime due, bool isPastDue, CancellationToken ending)
    {
        TimerInfo info = new() { IsPastDue = isPastDue, ScheduleStatus = _monitor is null ? null : _status };
        bool succeeded = await _runner.RunAsync(_function, info, null, ending);
        if (!succeeded)
            ending.ThrowIfCancellationRequested();
        _status = new ScheduleStatus { Last = due, Next = _schedule.Next(due), LastUpdated = due };
        _monitor?.Write(_function.Name, _status);
    }

    private async Task WaitUntilAsync(DateTime next, CancellationToken stopping)
    {
        for (TimeSpan left = next - Now; left > TimeSpan.Zero; left = next - Now)
            await Task.Delay(left < LongestWait ? left : LongestWait, _time, stopping);
        stopping.ThrowIfCancellationRequested();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "'{Function}' runs next at {Next:u}.")]
        public static partial void Next(ILogger logger, string function, DateTime next);
    }
}
