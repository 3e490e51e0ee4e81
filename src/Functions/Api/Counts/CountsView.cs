using Webhooks.Storage.RollUp;

namespace Webhooks.Functions.Api.Counts;

/// <summary>Counts of a range of days; the total is of all parts.</summary>
internal sealed record CountsView(
    DateOnly From, DateOnly To, string By, long Total, IEnumerable<CountView> Counts, string? Next);

/// <summary>One count.</summary>
internal sealed record CountView(
    string Vendor,
    DateOnly Day,
    string Type,
    string Channel,
    string? Campaign,
    string? CampaignStep,
    long Count,
    long? Contacts,
    DateTimeOffset RolledUpAt)
{
    public static CountView Of(DailyCount one) => new(
        one.Vendor,
        one.Day,
        one.Type,
        one.Channel,
        one.Campaign,
        one.CampaignStep,
        one.Count,
        one.Contacts,
        one.RolledUpAt);
}
