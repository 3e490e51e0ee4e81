using System.Globalization;

namespace Webhooks.Ingestion;

/// <summary>
/// Ids of deliveries: UUIDv7 (RFC 9562 §5.7) as 32 lower-case hex digits. The first 12 are the Unix time in
/// milliseconds, so that the id alone leads to the delivery's partition and row.
/// </summary>
public static class DeliveryId
{
    /// <summary>Makes a new id.</summary>
    /// <param name="receivedAt">When the delivery was received.</param>
    /// <returns>32 lower-case hex digits.</returns>
    public static string New(DateTimeOffset receivedAt) =>
        Guid.CreateVersion7(receivedAt).ToString("N", CultureInfo.InvariantCulture);

    /// <summary>Reads the time that an id holds.</summary>
    /// <param name="id">What should be a delivery id; upper case and hyphens are accepted.</param>
    /// <param name="canonical">The id as it is stored.</param>
    /// <param name="receivedAt">When the delivery was received, in whole milliseconds.</param>
    /// <returns>False where the text is no UUIDv7 with a time.</returns>
    public static bool TryParse(string? id, out string canonical, out DateTimeOffset receivedAt)
    {
        canonical = "";
        receivedAt = default;
        if (!Guid.TryParse(id, out Guid guid) || guid.Version != 7)
            return false;

        canonical = guid.ToString("N", CultureInfo.InvariantCulture);
        long milliseconds = long.Parse(canonical.AsSpan(0, 12), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
            return false;
        receivedAt = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return true;
    }
}
