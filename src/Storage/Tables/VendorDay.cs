using System.Globalization;
using Webhooks.Ingestion;

namespace Webhooks.Storage.Tables;

/// <summary>
/// A vendor's day: one partition or several (see <see cref="DayParts"/>) of <c>Events</c> (of when it happened) and of
/// <c>Deliveries</c> (of when it was received), and always one of <c>HourlyCounts</c>.
/// </summary>
/// <param name="Day">The day, in UTC.</param>
public readonly record struct VendorDay(string Vendor, DateOnly Day)
{
    private const string Format = "yyyyMMdd";
    private const int PartLength = 3; // _01

    /// <summary>The day that a time is in.</summary>
    public static VendorDay Of(string vendor, DateTimeOffset time) =>
        new(vendor, DateOnly.FromDateTime(time.UtcDateTime));

    /// <summary>Reads what <see cref="ToString"/> or <see cref="Partition"/> wrote.</summary>
    /// <param name="partition">A partition key, perhaps one that somebody made up.</param>
    /// <returns>False where it is no vendor's day.</returns>
    public static bool TryParse(string partition, out VendorDay day)
    {
        string text = WithoutPart(partition);
        int underscore = text.LastIndexOf('_');
        bool isDay = DateOnly.TryParseExact(
            text.AsSpan(underscore + 1),
            Format,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out DateOnly date);
        day = isDay && underscore > 0 ? new VendorDay(text[..underscore], date) : default;
        return day != default;
    }

    /// <summary>The vendor's day of one of its partitions: the same without the part's number.</summary>
    /// <remarks>A day has eight digits and a part two, so neither is taken for the other.</remarks>
    public static string WithoutPart(string partition) =>
        partition.Length > PartLength && partition[^PartLength] == '_'
            && char.IsAsciiDigit(partition[^2]) && char.IsAsciiDigit(partition[^1])
            ? partition[..^PartLength]
            : partition;

    /// <summary>Its first moment.</summary>
    public DateTimeOffset Start => new(Day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>The key of one of its partitions.</summary>
    /// <param name="part">From 0.</param>
    /// <returns><c>{vendor}_{yyyyMMdd}</c>, and <c>_{part:00}</c> behind it but for part 0.</returns>
    public string Partition(int part) =>
        part == 0 ? ToString() : string.Create(CultureInfo.InvariantCulture, $"{this}_{part:00}");

    /// <summary>The key of its first partition.</summary>
    /// <returns><c>{vendor}_{yyyyMMdd}</c>.</returns>
    public override string ToString() => TableKeys.Partition(Vendor, Start);
}
