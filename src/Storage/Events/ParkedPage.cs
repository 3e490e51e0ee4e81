namespace Webhooks.Storage.Events;

/// <summary>Some parked events of a destination, in the order of vendor and time.</summary>
/// <param name="Next">Where the next ones begin; null where these are the last.</param>
public sealed record ParkedPage(IReadOnlyList<ParkedEvent> Events, string? Next);
