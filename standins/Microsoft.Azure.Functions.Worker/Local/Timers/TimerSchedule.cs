using System.Globalization;
using NCrontab;

namespace Microsoft.Azure.Functions.Worker.Local.Timers;

/// <summary>When a timer is due, in UTC: NCRONTAB with five or six fields, or every so often.</summary>
internal sealed class TimerSchedule
{
    private readonly CrontabSchedule? _cron;
    private readonly TimeSpan _interval;

    private TimerSchedule(CrontabSchedule? cron, TimeSpan interval) => (_cron, _interval) = (cron, interval);

    public static TimerSchedule Parse(string functionName, string text)
    {
        int fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        if (fields == 1 && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan interval) && interval > TimeSpan.Zero)
            return new TimerSchedule(null, interval);
        CrontabSchedule? cron = CrontabSchedule.TryParse(text, new CrontabSchedule.ParseOptions { IncludingSeconds = fields == 6 });
        return cron is not null
            ? new TimerSchedule(cron, TimeSpan.Zero)
            : throw new LocalHostException($"Function {functionName}: \"{text}\" is no schedule; give six NCRONTAB fields (seconds first), or a time span.");
    }

    public DateTime Next(DateTime after) => _cron?.GetNextOccurrence(after) ?? after + _interval;

    /// <summary>Whether runs come less than a minute apart; the real host keeps no status for those.</summary>
    public bool IsFrequent(DateTime now)
    {
        DateTime previous = Next(now);
        for (int i = 0; i < 5; i++)
        {
            DateTime next = Next(previous);
            if (next - previous < TimeSpan.FromMinutes(1))
                return true;
            previous = next;
        }

        return false;
    }
}
