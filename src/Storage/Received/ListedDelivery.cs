namespace Webhooks.Storage.Received;

/// <summary>A delivery in a list: all but its body, query and events.</summary>
/// <param name="ReceivedAt">When it was received, in UTC.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Status">One of <see cref="Deliveries.DeliveryStatuses"/>.</param>
/// <param name="BodyLength">The length of its body, in bytes.</param>
/// <param name="EventCount">How many events it gave.</param>
/// <param name="Error">Why it was rejected, or null.</param>
public sealed record ListedDelivery(
    string DeliveryId,
    string Vendor,
    DateTimeOffset ReceivedAt,
    string Method,
    string? ContentType,
    string Status,
    long BodyLength,
    long EventCount,
    string? Error);

/// <summary>Some deliveries, newest first.</summary>
/// <param name="Next">
/// Continues after them; null where there are no more. A page may be short, even empty, and still go on.
/// </param>
public sealed record DeliveryList(IReadOnlyList<ListedDelivery> Deliveries, string? Next);
