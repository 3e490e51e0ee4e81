namespace Webhooks.Ingestion.Counts;

/// <summary>What events are counted by.</summary>
/// <param name="Type">One of <see cref="EventTypes"/>.</param>
/// <param name="Channel">One of <see cref="Channels"/>, or null.</param>
/// <param name="Campaign">The campaign's name, or null.</param>
/// <param name="CampaignStep">The step's name, or null.</param>
public readonly record struct CountKey(string Type, string? Channel, string? Campaign, string? CampaignStep);
