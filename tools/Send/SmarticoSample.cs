namespace Webhooks.Tools.Send;

/// <summary>
/// Smartico's reverse integration: a template into which values are pasted as they are, by POST, form or GET.
/// </summary>
internal static class SmarticoSample
{
    private const string Name = "smartico";

    private static readonly string[] Channels = ["SMS", "Email", "Push", "Inbox", "Popup", "WhatsApp"];
    private static readonly string[] Campaigns = ["RND Flow", "Welcome", "Bonus Friday", "Jackpot 🎰"];

    public static Webhook Good(Random random, long now)
    {
        Fields fields = Fields.Of(random, now);
        return random.Next(10) switch
        {
            < 8 => Webhook.OfJson(Name, "json", fields.Template()),
            8 => new Webhook(Name, "form", null, "application/x-www-form-urlencoded", fields.Form()),
            _ => new Webhook(Name, "query", fields.Form(), null, null),
        };
    }

    public static Webhook Broken(Random random, long now)
    {
        Fields fields = Fields.Of(random, now);
        return random.Next(5) switch
        {
            // Can be read in one way only, so it is repaired.
            0 => Webhook.OfJson(Name, "repairable", (fields with { Campaign = "My \"big\" promo" }).Template()),
            1 => Webhook.OfJson(
                Name, "ambiguous", (fields with { Campaign = "x \"y\", \"channel\": \"Push" }).Template()),
            2 => Webhook.OfJson(Name, "truncated", fields.Template()[..30]),
            3 => Webhook.OfJson(Name, "channel-unknown", (fields with { Channel = "Carrier pigeon" }).Template()),
            _ => new Webhook(Name, "no-json", null, "text/plain", "<html>gateway timeout</html>"),
        };
    }

    private sealed record Fields(string User, long Time, string Channel, string Campaign, string ViewUrl)
    {
        public static Fields Of(Random random, long now)
        {
            int user = random.Next(1, 10_000);
            return new Fields(
                $"player-{user}", now, Channels[random.Next(Channels.Length)], Campaigns[random.Next(Campaigns.Length)],
                $"https://example.com/view/{user}-{random.Next()}");
        }

        /// <summary>docs/smartico-template.md; no value is escaped, since the vendor escapes none.</summary>
        public string Template() => $$"""
            {
              "login": "{{User}}",
              "time": "{{Time}}",
              "channel": "{{Channel}}",
              "campaign_name": "{{Campaign}}",
              "view_url": "{{ViewUrl}}"
            }
            """;

        public string Form() =>
            $"login={Escape(User)}&time={Time}&channel={Escape(Channel)}"
            + $"&campaign_name={Escape(Campaign)}&view_url={Escape(ViewUrl)}";

        private static string Escape(string value) => Uri.EscapeDataString(value);
    }
}
