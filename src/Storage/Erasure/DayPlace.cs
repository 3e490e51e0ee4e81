using System.Globalization;

namespace Webhooks.Storage.Erasure;

/// <summary>A place in a vendor's day, whose partitions are read one after the other.</summary>
/// <param name="Part">Which partition, from 0.</param>
/// <param name="After">The row key that was read last; empty is the partition's beginning.</param>
internal readonly record struct DayPlace(int Part, string After)
{
    private const char Separator = '.';

    /// <summary>A day's beginning.</summary>
    public static DayPlace Begin { get; } = new(0, "");

    /// <summary>
    /// Reads what <see cref="ToString"/> wrote; a row key alone, as a former version wrote, is of the first partition.
    /// </summary>
    public static DayPlace Parse(string text)
    {
        int separator = text.IndexOf(Separator, StringComparison.Ordinal);
        return separator > 0
            && int.TryParse(text.AsSpan(0, separator), NumberStyles.None, CultureInfo.InvariantCulture, out int part)
            ? new DayPlace(part, text[(separator + 1)..])
            : new DayPlace(0, text);
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Part}{Separator}{After}");
}
