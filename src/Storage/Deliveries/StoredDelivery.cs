using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Storage.Events;

namespace Webhooks.Storage.Deliveries;

/// <summary>A delivery as it is stored, with what became of it.</summary>
/// <param name="Status">One of <see cref="DeliveryStatuses"/>.</param>
/// <param name="EventKeys">
/// The keys of the events it gave when it was last processed; while <see cref="IsUnfinished"/>, also those it is about
/// to give. Of a delivery with very many the first; see <see cref="Many"/>.
/// </param>
/// <param name="Error">Why it was rejected, or null.</param>
public sealed record StoredDelivery(
    Delivery Delivery, string Status, IReadOnlyList<EventKey> EventKeys, string? Error)
{
    /// <summary>
    /// Its events may be half written: whatever comes next must mark all of their hours to be counted.
    /// </summary>
    public bool IsUnfinished { get; init; }

    /// <summary>All of its events, where they are so many that only the first keys are kept.</summary>
    public ManyEvents Many { get; init; } = ManyEvents.None;

    /// <summary>How many events it gave.</summary>
    public int EventCount => Math.Max(Many.Count, EventKeys.Count);

    /// <summary>The row it was read from, with its version.</summary>
    internal TableEntity Row { get; init; } = [];
}

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
