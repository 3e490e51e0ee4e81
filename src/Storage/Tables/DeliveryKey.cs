using Webhooks.Ingestion;

namespace Webhooks.Storage.Tables;

/// <summary>The keys of a row of <c>Deliveries</c>.</summary>
/// <param name="Partition">A partition of the vendor's day that it was received on; see <see cref="DayParts"/>.</param>
/// <param name="Row"><c>{HHmmssfff}_{DeliveryId}</c>.</param>
public readonly record struct DeliveryKey(string Partition, string Row)
{
    /// <summary>The keys of a delivery.</summary>
    public static DeliveryKey Of(Delivery delivery, DayParts parts) =>
        Of(delivery.Vendor, delivery.ReceivedAt, delivery.Id, parts);

    /// <summary>The keys of a delivery of which only the id is known.</summary>
    /// <param name="id">The id, in any spelling.</param>
    /// <returns>False where it is no delivery's id.</returns>
    public static bool TryOf(string vendor, string id, DayParts parts, out DeliveryKey key)
    {
        bool isId = DeliveryId.TryParse(id, out string canonical, out DateTimeOffset receivedAt);
        key = isId ? Of(vendor, receivedAt, canonical, parts) : default;
        return isId;
    }

    private static DeliveryKey Of(string vendor, DateTimeOffset receivedAt, string id, DayParts parts) =>
        new(parts.PartitionOf(VendorDay.Of(vendor, receivedAt), id), TableKeys.Row(receivedAt, id));
}
