using System.Globalization;

namespace Webhooks.Ingestion.Counts;

/// <summary>What events are counted by.</summary>
/// <param name="Type">One of <see cref="EventTypes"/>.</param>
/// <param name="Channel">One of <see cref="Channels"/>, or null.</param>
/// <param name="Campaign">The campaign's name, or null.</param>
/// <param name="CampaignStep">The step's name, or null.</param>
public readonly record struct CountKey(string Type, string? Channel, string? Campaign, string? CampaignStep);

/// <summary>Row keys of the tables of counts; their partitions are the vendors' names.</summary>
public static class CountKeys
{
    /// <summary>A day as the keys write it.</summary>
    /// <param name="day">The day, in UTC.</param>
    /// <returns><c>yyyyMMdd</c>.</returns>
    public static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>A row of <c>DailyCounts</c>.</summary>
    /// <param name="day">The day, in UTC.</param>
    /// <param name="key">What is counted.</param>
    /// <returns><c>{yyyyMMdd}_{Type}_{Channel or none}</c>.</returns>
    public static string OfDay(DateOnly day, CountKey key) => $"{Day(day)}_{key.Type}_{key.Channel ?? "none"}";

    /// <summary>
    /// A row of <c>DailyCampaignCounts</c>: a name may be long and hold what a key may not, so it is hashed.
    /// </summary>
    /// <param name="day">The day, in UTC.</param>
    /// <param name="key">What is counted.</param>
    /// <returns><c>{yyyyMMdd}_{Type}_{Channel or none}_{32 hex digits of campaign and step}</c>.</returns>
    public static string OfCampaign(DateOnly day, CountKey key) =>
        $"{OfDay(day, key)}_{EventIdentity.From(key.Campaign, key.CampaignStep)}";
}
