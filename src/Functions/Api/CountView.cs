using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Api;

/// <summary>One count.</summary>
internal sealed record CountView(
    string Vendor, DateOnly Day, string Type, string Channel, string? Campaign, string? CampaignStep, long Count, DateTimeOffset RolledUpAt)
{
    public static CountView Of(DailyCount count) => new(
        count.Vendor, count.Day, count.Type, count.Channel, count.Campaign, count.CampaignStep, count.Count, count.RolledUpAt);
}
