using System.Globalization;

namespace Webhooks.Storage.Destinations;

/// <summary>
/// How many events wait to be tried again, by the minute that they are due in: those that were put less those that were
/// taken, so that what several instances counted can be added. Nothing is kept of a minute long past: so what a crash
/// left uncounted is wrong only until then.
/// </summary>
public sealed class WaitingEvents
{
    // A message that is due is taken within seconds, and within minutes where an instance died with it.
    private static readonly TimeSpan Overdue = TimeSpan.FromMinutes(15);

    private readonly SortedDictionary<long, long> _byMinute;

    private WaitingEvents(SortedDictionary<long, long> byMinute) => _byMinute = byMinute;

    /// <summary>None.</summary>
    public static WaitingEvents None { get; } = new([]);

    /// <summary>Some more.</summary>
    /// <param name="due">When they are tried.</param>
    /// <param name="events">How many; less than 0 where they are taken.</param>
    public WaitingEvents With(DateTimeOffset due, int events) => With([new(MinuteOf(due), events)]);

    /// <summary>Those of both.</summary>
    public WaitingEvents With(WaitingEvents other) => With(other._byMinute);

    /// <summary>Those that are due yet, or were not long ago.</summary>
    public WaitingEvents At(DateTimeOffset now)
    {
        long first = MinuteOf(now - Overdue);
        return new WaitingEvents(new(_byMinute.Where(one => one.Key >= first && one.Value != 0).ToDictionary()));
    }

    /// <summary>How many wait.</summary>
    public long Count(DateTimeOffset now) => At(now)._byMinute.Values.Sum(events => Math.Max(0, events));

    /// <summary>Writes them.</summary>
    /// <returns>The minutes since 1970 and their numbers, with commas between: at most a day of them.</returns>
    public override string ToString() => string.Join(',', _byMinute.Select(
        one => string.Create(CultureInfo.InvariantCulture, $"{one.Key}:{one.Value}")));

    /// <summary>Reads what <see cref="ToString"/> wrote; of anything else what can be read.</summary>
    public static WaitingEvents Parse(string text)
    {
        SortedDictionary<long, long> byMinute = [];
        foreach (string one in text.Split(','))
        {
            if (one.Split(':') is [string minute, string events]
                && long.TryParse(minute, NumberStyles.None, CultureInfo.InvariantCulture, out long at)
                && long.TryParse(events, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number))
                byMinute[at] = number;
        }

        return new WaitingEvents(byMinute);
    }

    private WaitingEvents With(IEnumerable<KeyValuePair<long, long>> more)
    {
        SortedDictionary<long, long> sum = new(_byMinute);
        foreach ((long minute, long events) in more)
            sum[minute] = sum.GetValueOrDefault(minute) + events;
        return new WaitingEvents(sum);
    }

    private static long MinuteOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / 60;
}
