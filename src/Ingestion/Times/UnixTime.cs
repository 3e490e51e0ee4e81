namespace Webhooks.Ingestion.Times;

/// <summary>
/// Reads an instant as a number: seconds (ten digits), milliseconds, microseconds or nanoseconds since 1970, .NET's
/// ticks or Windows' file time. For the years 2000 to 2099 no two of these ranges touch, so the number has one reading.
/// </summary>
internal static class UnixTime
{
    private const decimal LeastSeconds = 1_000_000_000m;

    /// <summary>Reads a number.</summary>
    /// <param name="number">The number, with or without a fraction.</param>
    /// <param name="time">The instant in UTC, in whole milliseconds; finer digits are dropped.</param>
    /// <returns>False where it is in none of the ranges.</returns>
    public static bool TryRead(decimal number, out DateTimeOffset time)
    {
        long epoch = DateTimeOffset.UnixEpoch.Ticks;
        return (number >= LeastSeconds && TryMake(number, TimeSpan.TicksPerSecond, epoch, out time))
            || TryMake(number, TimeSpan.TicksPerMillisecond, epoch, out time)
            || TryMake(number, TimeSpan.TicksPerMicrosecond, epoch, out time)
            || TryMake(number, 1m / TimeSpan.NanosecondsPerTick, epoch, out time)
            || TryMake(number, 1, 0, out time)
            || TryMake(number, 1, new DateTime(1601, 1, 1).Ticks, out time);
    }

    private static bool TryMake(decimal number, decimal unit, long origin, out DateTimeOffset time)
    {
        time = default;
        if (number < 0 || number >= (VendorTime.End.Ticks - origin) / unit
            || number < (VendorTime.First.Ticks - origin) / unit)
            return false;
        long ticks = origin + (long)(number * unit);
        time = new DateTimeOffset(ticks - (ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        return true;
    }
}
