using System.Globalization;
using Webhooks.Ingestion;

namespace Webhooks.Storage.Keys;

/// <summary>
/// A vendor's day: a partition of <c>Events</c> (of when it happened), <c>Deliveries</c> (of when it was received) and
/// <c>HourlyCounts</c>.
/// </summary>
/// <param name="Day">The day, in UTC.</param>
public readonly record struct VendorDay(string Vendor, DateOnly Day)
{
    private const string Format = "yyyyMMdd";

    /// <summary>The day that a time is in.</summary>
    public static VendorDay Of(string vendor, DateTimeOffset time) =>
        new(vendor, DateOnly.FromDateTime(time.UtcDateTime));

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <param name="partition">A partition key, perhaps one that somebody made up.</param>
    /// <returns>False where it is no vendor's day.</returns>
    public static bool TryParse(string partition, out VendorDay day)
    {
        int underscore = partition.LastIndexOf('_');
        bool isDay = DateOnly.TryParseExact(
            partition.AsSpan(underscore + 1),
            Format,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out DateOnly date);
        day = isDay && underscore > 0 ? new VendorDay(partition[..underscore], date) : default;
        return day != default;
    }

    /// <summary>Its first moment.</summary>
    public DateTimeOffset Start => new(Day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>The partition key.</summary>
    /// <returns><c>{vendor}_{yyyyMMdd}</c>.</returns>
    public override string ToString() => TableKeys.Partition(Vendor, Start);
}
