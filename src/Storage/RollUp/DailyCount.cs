using Webhooks.Ingestion.Counts;

namespace Webhooks.Storage.RollUp;

/// <summary>A number of events of one day: a row of <c>DailyCounts</c> or <c>DailyCampaignCounts</c>.</summary>
/// <param name="Day">The day of OccurredAt, in UTC.</param>
/// <param name="Type">One of <see cref="Ingestion.EventTypes"/>.</param>
/// <param name="Channel">One of <see cref="Ingestion.Channels"/>, or <c>none</c>.</param>
/// <param name="RolledUpAt">When it was counted, in UTC.</param>
/// <param name="Campaign">The campaign; null in counts by day.</param>
/// <param name="CampaignStep">The campaign's step, or null.</param>
/// <param name="Contacts">
/// How many contacts the events are of; null in counts by day, and where it is not known.
/// </param>
public sealed record DailyCount(
    string Vendor,
    DateOnly Day,
    string Type,
    string Channel,
    long Count,
    DateTimeOffset RolledUpAt,
    string? Campaign = null,
    string? CampaignStep = null,
    long? Contacts = null)
{
    /// <summary>Which contacts, to add up rows; null where it was not asked for, or is not known.</summary>
    public ContactSketch? Sketch { get; init; }
}
