using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Api;

/// <summary>Counts as CSV.</summary>
internal static class CountsCsv
{
    public static Csv Of(IEnumerable<DailyCount> counts, bool byCampaign)
    {
        Csv csv = byCampaign
            ? new("vendor", "day", "type", "channel", "campaign", "campaignStep", "count")
            : new("vendor", "day", "type", "channel", "count");
        foreach (DailyCount count in counts)
        {
            if (byCampaign)
                csv.Row(count.Vendor, count.Day, count.Type, count.Channel, count.Campaign, count.CampaignStep, count.Count);
            else
                csv.Row(count.Vendor, count.Day, count.Type, count.Channel, count.Count);
        }

        return csv;
    }
}
