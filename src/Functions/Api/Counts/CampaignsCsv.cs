using Webhooks.Functions.Http;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Api.Counts;

/// <summary>Campaigns as CSV.</summary>
internal static class CampaignsCsv
{
    public static Csv Of(IEnumerable<CampaignFigures> campaigns)
    {
        Csv csv = new(
            "vendor", "campaign", "campaignStep", "sent", "opened", "clicked", "replied", "bounced", "unsubscribed",
            "other", "openRate", "clickRate", "replyRate", "bounceRate", "unsubscribeRate", "contactsSent",
            "contactsOpened", "contactsClicked", "contactsReplied", "contactsBounced", "contactsUnsubscribed",
            "contactsAll");
        foreach (CampaignFigures one in campaigns)
        {
            csv.Row(
                one.Vendor, one.Campaign, one.CampaignStep, one.Sent, one.Opened, one.Clicked, one.Replied, one.Bounced,
                one.Unsubscribed, one.Other, one.OpenRate, one.ClickRate, one.ReplyRate, one.BounceRate,
                one.UnsubscribeRate, one.Contacts?.Sent, one.Contacts?.Opened, one.Contacts?.Clicked,
                one.Contacts?.Replied, one.Contacts?.Bounced, one.Contacts?.Unsubscribed, one.Contacts?.All);
        }

        return csv;
    }
}
