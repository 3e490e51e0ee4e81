using Webhooks.Functions.Http;
using Webhooks.Storage.RollUp;

namespace Webhooks.Functions.Api.Counts;

/// <summary>Counts as CSV.</summary>
internal static class CountsCsv
{
    public static Csv Of(IEnumerable<DailyCount> counts, bool byCampaign)
    {
        Csv csv = byCampaign
            ? new("vendor", "day", "type", "channel", "campaign", "campaignStep", "count", "contacts")
            : new("vendor", "day", "type", "channel", "count");
        foreach (DailyCount one in counts)
        {
            if (byCampaign)
            {
                csv.Row(
                    one.Vendor, one.Day, one.Type, one.Channel, one.Campaign, one.CampaignStep, one.Count,
                    one.Contacts);
            }
            else
            {
                csv.Row(one.Vendor, one.Day, one.Type, one.Channel, one.Count);
            }
        }

        return csv;
    }
}
