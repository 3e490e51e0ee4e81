using NCrontab;

namespace Webhooks.Functions.Settings;

/// <summary>
/// <c>RollupSchedule</c>, read as the host reads it: a crontab expression, with seconds in front or without, in UTC.
/// </summary>
public sealed class RollupSchedule
{
    private const int FieldsWithSeconds = 6;

    // The longest between two 29ths of February.
    private const int MaxYears = 8;

    private readonly CrontabSchedule _schedule;

    private RollupSchedule(CrontabSchedule schedule) => _schedule = schedule;

    /// <summary>Reads it.</summary>
    /// <param name="text">The setting.</param>
    /// <returns>Null where it is no schedule.</returns>
    public static RollupSchedule? TryParse(string text)
    {
        int fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length;
        CrontabSchedule? schedule = CrontabSchedule.TryParse(
            text, new CrontabSchedule.ParseOptions { IncludingSeconds = fields == FieldsWithSeconds });
        return schedule is null ? null : new RollupSchedule(schedule);
    }

    /// <summary>When the roll-up is due next.</summary>
    /// <returns>Null where it never is.</returns>
    public DateTimeOffset? NextAfter(DateTimeOffset now)
    {
        DateTime end = now.UtcDateTime.AddYears(MaxYears + 1);
        DateTime next = _schedule.GetNextOccurrence(now.UtcDateTime, end);
        return next == end ? null : new DateTimeOffset(next, TimeSpan.Zero);
    }
}
