namespace Webhooks.Storage.Deliveries;

/// <summary>What became of a delivery: the column <c>Status</c> of <c>Deliveries</c>.</summary>
public static class DeliveryStatuses
{
    /// <summary>Stored with a large body; its events are not stored yet.</summary>
    public const string Received = "received";

    /// <summary>Mapped, and its events are stored.</summary>
    public const string Processed = "processed";

    /// <summary>Kept, but not mappable; see <c>RejectedDeliveries</c>.</summary>
    public const string Rejected = "rejected";

    /// <summary>
    /// Its body and query were removed because a person's erasure asked for it; events of other people stay.
    /// </summary>
    public const string Erased = "erased";
}
