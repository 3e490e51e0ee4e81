using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;

namespace Webhooks.Benchmarks;

/// <summary>
/// SmartReach webhooks of about 1.4 KB, each of its own person, time and links, so that none repeats another.
/// </summary>
internal static class SampleWebhooks
{
    /// <summary>The key of the URL that the webhooks are posted to; SmartReach repeats the URL in each body.</summary>
    public const string Key = "bench-key-9f8e7d6c5b4a39281706f5e4d3c2b1a0bench-key==";

    private static readonly string[] FirstNames =
        ["Ada", "Grace", "Alan", "Edsger", "Barbara", "Donald", "Leslie", "Radia"];
    private static readonly string[] LastNames =
        ["Lovelace", "Hopper", "Turing", "Dijkstra", "Liskov", "Knuth", "Lamport", "Perlman"];
    private static readonly string[] Cities =
        ["London", "New York", "Cambridge", "Rotterdam", "Boston", "Milwaukee", "Seattle"];
    private static readonly string[] Campaigns =
        ["Spring launch", "Win back", "Trial reminder", "Partner news", "Renewal"];
    private static readonly string[] Names =
    [
        "activity.email.sent", "activity.email.opened", "activity.email.link_clicked", "activity.email.replied",
    ];

    /// <summary>Makes a body.</summary>
    /// <param name="number">Which one: the same number and time give the same bytes.</param>
    /// <param name="at">When it happened.</param>
    public static byte[] Body(int number, DateTimeOffset at)
    {
        string random = Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(number)));
        string first = Pick(FirstNames, number);
        string last = Pick(LastNames, number / 3);
        string email = string.Create(CultureInfo.InvariantCulture, $"{first}.{last}.{random[..6]}@example.com");
        long time = at.ToUnixTimeMilliseconds();
        return Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $$$"""
            {"metadata":{"event_type":"{{{Pick(Names, number)}}}","version":"v2","webhook_id":42,"webhook_url":"https://example.azurewebsites.net/api/webhooks/smartreach?code={{{Key}}}","received_at":{{{time + 800}}}},"data":[{"prospect":{"prospect_id":{{{1_000_000 + number}}},"email":"{{{email}}}","first_name":"{{{first}}}","last_name":"{{{last}}}","list":"Q{{{1 + (number % 4)}}} leads","company":"{{{last}}} {{{random[6..10]}}} Ltd","city":"{{{Pick(Cities, number)}}}","country":"United Kingdom","timezone":"Europe/London","prospect_category":"Not categorized","created_at":{{{1_735_689_600_000 + (number * 977L)}}},"custom_fields":{"plan":"gold","account_manager":"{{{Pick(FirstNames, number / 5)}}}","external_id":"{{{random[10..26]}}}"}},"activity":{"created_at":{{{time}}},"email_body":"<p>Hello {{{first}}},</p><p>thank you for your interest in our product. I would like to show you how teams like yours at {{{last}}} Ltd save time with it every week.</p><p><a href=\"https://links.example.com/c/{{{random[..32]}}}\">See the plans</a></p>","email_text_body":"Hello {{{first}}}, thank you for your interest in our product. I would like to show you how teams like yours save time with it every week.","email_subject":"{{{first}}}, a quick question","email_from":"sales@example.org","email_to":"{{{email}}}","campaign_name":"{{{Pick(Campaigns, number)}}}","campaign_step_name":"Day {{{1 + (number % 5)}}}: opening","clicked_url":"https://links.example.com/c/{{{random[32..]}}}"}}]}
            """));
    }

    /// <summary>Makes a delivery.</summary>
    /// <param name="number">Which one.</param>
    /// <param name="at">When it happened and was received.</param>
    public static Delivery Delivery(int number, DateTimeOffset at) => new()
    {
        Id = DeliveryId.New(at),
        Vendor = "smartreach",
        ReceivedAt = at,
        Method = "POST",
        ContentType = "application/json",
        Body = Body(number, at),
    };

    /// <summary>Makes a queue message of one delivery.</summary>
    /// <param name="at">When it happened and was received.</param>
    public static byte[] Message(DateTimeOffset at) =>
        new MessageWriter().TryPack([QueuedDelivery.Whole(Delivery(1, at))])!;

    private static string Pick(string[] values, int number) => values[(uint)number % (uint)values.Length];
}
