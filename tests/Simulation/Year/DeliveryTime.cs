using System.Globalization;

namespace Webhooks.Simulation.Year;

/// <summary>
/// When a delivery was received, as its id says: in its first twelve digits, milliseconds since 1970.
/// </summary>
internal static class DeliveryTime
{
    public static DateTimeOffset Of(string id) => DateTimeOffset.FromUnixTimeMilliseconds(
        long.Parse(id.AsSpan(0, 12), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
}
