using Webhooks.Ingestion;

namespace Webhooks.Storage.Keys;

/// <summary>The keys of a row of <c>Deliveries</c>.</summary>
/// <param name="Partition">The vendor's day that it was received on; see <see cref="VendorDay"/>.</param>
/// <param name="Row"><c>{HHmmssfff}_{DeliveryId}</c>.</param>
public readonly record struct DeliveryKey(string Partition, string Row)
{
    /// <summary>The keys of a delivery.</summary>
    public static DeliveryKey Of(Delivery delivery) => Of(delivery.Vendor, delivery.ReceivedAt, delivery.Id);

    /// <summary>The keys of a delivery of which only the id is known.</summary>
    /// <param name="id">The id, in any spelling.</param>
    /// <returns>False where it is no delivery's id.</returns>
    public static bool TryOf(string vendor, string id, out DeliveryKey key)
    {
        bool isId = DeliveryId.TryParse(id, out string canonical, out DateTimeOffset receivedAt);
        key = isId ? Of(vendor, receivedAt, canonical) : default;
        return isId;
    }

    private static DeliveryKey Of(string vendor, DateTimeOffset receivedAt, string id) =>
        new(TableKeys.Partition(vendor, receivedAt), TableKeys.Row(receivedAt, id));
}
