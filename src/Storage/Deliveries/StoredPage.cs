namespace Webhooks.Storage.Deliveries;

/// <summary>Some stored deliveries.</summary>
/// <param name="Next">Where the next ones begin; null where these are the last.</param>
public sealed record StoredPage(IReadOnlyList<StoredDelivery> Deliveries, string? Next);
