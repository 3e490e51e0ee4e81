namespace Webhooks.Ingestion.JsonVendors;

/// <summary>What a vendor's name of an event, and of a channel, mean in our vocabulary.</summary>
/// <param name="Type">One of <see cref="EventTypes"/>.</param>
/// <param name="Channel">One of <see cref="Channels"/>, or null for an event without a channel.</param>
public readonly record struct EventKind(string Type, string? Channel = null);
