namespace Webhooks.Storage.Received;

/// <summary>Some rejected deliveries of one vendor, the latest received first.</summary>
/// <param name="Next">Continues after them; null where there are no more.</param>
public sealed record RejectedPage(IReadOnlyList<RejectedDelivery> Rejected, string? Next);
