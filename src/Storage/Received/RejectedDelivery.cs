namespace Webhooks.Storage.Received;

/// <summary>A delivery that is kept but could not be mapped.</summary>
/// <param name="DeliveryId">The delivery's id, which holds when it was received.</param>
/// <param name="RejectedAt">When it was last tried, in UTC.</param>
/// <param name="Reason">One of <see cref="Ingestion.RejectionReasons"/>.</param>
/// <param name="Error">The reason, for a person.</param>
/// <param name="Attempts">How often it was rejected.</param>
public sealed record RejectedDelivery(
    string Vendor, string DeliveryId, DateTimeOffset RejectedAt, string Reason, string? Error, int Attempts)
{
    /// <summary>The replay that tried it last, or null.</summary>
    internal string? Replay { get; init; }
}
