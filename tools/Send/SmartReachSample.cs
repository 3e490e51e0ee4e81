using System.Text.Json;

namespace Webhooks.Tools.Send;

/// <summary>SmartReach's webhooks: mostly sent and opened, some clicked, few of the rest.</summary>
internal static class SmartReachSample
{
    private const string Name = "smartreach";

    private static readonly string[] Activities =
    [
        .. Enumerable.Repeat("activity.email.sent", 4), .. Enumerable.Repeat("activity.email.opened", 3),
        "activity.email.link_clicked", "activity.email.replied", "activity.email.bounced",
        "activity.email.auto_replied", "activity.email.out_of_office_replied", "activity.email.invalid",
        "activity.prospect.opted_out", "activity.prospect.completed_campaign",
    ];

    private static readonly string[] Prospects =
        ["prospect.created", "prospect.updated", "prospect.created_or_updated"];

    private static readonly string[] Campaigns = ["Spring launch", "Win-back", "Événement d’été", "Q4 – 日本"];

    public static Webhook Good(Random random, long now)
    {
        bool activity = random.Next(10) > 0;
        string type = activity ? Activities[random.Next(Activities.Length)] : Prospects[random.Next(Prospects.Length)];
        return Webhook.OfJson(Name, type, Body(random, now, type, activity));
    }

    public static Webhook Broken(Random random, long now)
    {
        string good = Body(random, now, "activity.email.opened", activity: true);
        return random.Next(4) switch
        {
            0 => Webhook.OfJson(Name, "truncated", good[..(good.Length / 2)]),
            // As in the vendor's own documentation: quotes and commas are missing.
            1 => Webhook.OfJson(
                Name, "quote-missing", good.Replace("\"event_type\":\"", "\"event_type\":", StringComparison.Ordinal)),
            2 => Webhook.OfJson(Name, "event-unknown", Body(random, now, "activity.linkedin.invited", activity: true)),
            _ => Webhook.OfJson(Name, "shape-odd", """{"metadata":[],"data":"none"}"""),
        };
    }

    private static string Body(Random random, long now, string type, bool activity)
    {
        int person = random.Next(1, 10_000);
        var prospect = new
        {
            prospect_id = person,
            email = $"person{person}@example.com",
            first_name = "Ada",
            last_name = $"Lovelace {person}",
            list = "Q1 leads",
            company = "Analytical Engines",
            city = "London",
            country = "United Kingdom",
            timezone = "Europe/London",
            prospect_category = "Not categorized",
            created_at = now - 86_400_000,
            custom_fields = new { plan = "gold" },
        };
        object item = activity
            ? new
            {
                prospect,
                activity = new
                {
                    created_at = now,
                    email_body = "<p>Hello Ada</p>",
                    email_text_body = "Hello Ada",
                    email_subject = "Quick question",
                    email_from = "sales@example.org",
                    email_to = prospect.email,
                    campaign_name = Campaigns[random.Next(Campaigns.Length)],
                    campaign_step_name = $"Day {random.Next(1, 6)}: opening",
                    clicked_url = type == "activity.email.link_clicked"
                        ? $"https://example.com/offer/{random.Next(100)}"
                        : null,
                },
            }
            : new { prospect };
        return JsonSerializer.Serialize(new
        {
            metadata = new
            {
                event_type = type,
                version = "v2",
                webhook_id = 42,
                webhook_url = "https://example.com/api/webhooks/smartreach",
                received_at = now,
            },
            data = new[] { item },
        });
    }
}
