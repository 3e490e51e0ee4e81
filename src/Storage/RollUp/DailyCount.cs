namespace Webhooks.Storage.RollUp;

/// <summary>A number of events of one day: a row of <c>DailyCounts</c> or <c>DailyCampaignCounts</c>.</summary>
/// <param name="Day">The day of OccurredAt, in UTC.</param>
/// <param name="Type">One of <see cref="Ingestion.EventTypes"/>.</param>
/// <param name="Channel">One of <see cref="Ingestion.Channels"/>, or <c>none</c>.</param>
/// <param name="RolledUpAt">When it was counted, in UTC.</param>
/// <param name="Campaign">The campaign; null in counts by day.</param>
/// <param name="CampaignStep">The campaign's step, or null.</param>
public sealed record DailyCount(
    string Vendor,
    DateOnly Day,
    string Type,
    string Channel,
    long Count,
    DateTimeOffset RolledUpAt,
    string? Campaign = null,
    string? CampaignStep = null);
