using System.Globalization;

namespace Webhooks.Storage.Destinations;

/// <summary>
/// How long requests took, in few numbers that can be added: how many took up to a millisecond, up to 1.41, up to 2 and
/// so on, to half a minute. A percentile is right within a factor of the square root of two.
/// </summary>
public sealed class Latencies
{
    private const int Steps = 31; // of a factor of the square root of two: to 32.8 s

    private readonly long[] _counts;

    private Latencies(long[] counts) => _counts = counts;

    /// <summary>Of no request.</summary>
    public static Latencies None { get; } = new(new long[Steps]);

    /// <summary>How many requests.</summary>
    public long Count => _counts.Sum();

    /// <summary>One request more.</summary>
    public Latencies With(TimeSpan took)
    {
        long[] counts = [.. _counts];
        double steps = 2 * Math.Log2(Math.Max(1, took.TotalMilliseconds));
        counts[Math.Min(Steps - 1, (int)Math.Ceiling(steps))]++;
        return new Latencies(counts);
    }

    /// <summary>Those of both.</summary>
    public Latencies With(Latencies other) => new([.. _counts.Zip(other._counts, (one, two) => one + two)]);

    /// <summary>So long, or less, took a share of the requests.</summary>
    /// <param name="share">More than 0, at most 1.</param>
    /// <returns>Null where there was none.</returns>
    public TimeSpan? Percentile(double share)
    {
        long wanted = (long)Math.Ceiling(Count * share);
        long seen = 0;
        for (int i = 0; i < Steps && wanted > 0; i++)
        {
            seen += _counts[i];
            if (seen >= wanted)
                return TimeSpan.FromMilliseconds(Math.Pow(2, i / 2.0));
        }

        return null;
    }

    /// <summary>Writes them.</summary>
    /// <returns>The counts with commas between them.</returns>
    public override string ToString() =>
        string.Join(',', _counts.Select(count => count.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Reads what <see cref="ToString"/> wrote; of anything else what can be read.</summary>
    public static Latencies Parse(string text)
    {
        long[] counts = new long[Steps];
        string[] parts = text.Split(',');
        for (int i = 0; i < Steps && i < parts.Length; i++)
            _ = long.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out counts[i]);
        return new Latencies(counts);
    }
}
