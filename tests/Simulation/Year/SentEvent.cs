using System.Globalization;
using System.Text;
using Webhooks.Simulation.Scheduling;

namespace Webhooks.Simulation.Year;

/// <summary>
/// An event as it happened at a vendor, whatever becomes of its webhooks. It is the only one of its contact's, so no
/// two are alike.
/// </summary>
/// <param name="Number">From 1.</param>
/// <param name="Kind">What it is.</param>
/// <param name="OccurredAt">When, in whole milliseconds.</param>
/// <param name="Campaign">The number of its campaign.</param>
internal sealed record SentEvent(int Number, EventKind Kind, DateTimeOffset OccurredAt, int Campaign)
{
    private const int FirstContact = 1_000_000;
    private const int LeastFiller = 100_000; // random text, so that no compression makes it fit a message
    private const int MostFiller = 250_000;

    /// <summary>Whether its webhooks are larger than a message of the queue may be.</summary>
    public bool IsLarge { get; init; }

    /// <summary>The last of its deliveries that was acknowledged, if any was.</summary>
    public string? LastSure { get; set; }

    /// <summary>The last of its deliveries that was sent.</summary>
    public string? LastSent { get; set; }

    /// <summary>The last of its deliveries that was sent, broken ones too.</summary>
    public string? LastTried { get; set; }

    /// <summary>How often the books found it.</summary>
    public int Found { get; set; }

    /// <summary>The campaign that it was found with.</summary>
    public string? FoundCampaign { get; set; }

    /// <summary>When its contact was erased, if ever: what was received until then is to be gone.</summary>
    public DateTimeOffset? ErasedAt { get; set; }

    /// <summary>The contact's id, which is no other number in a webhook.</summary>
    public string Contact => (FirstContact + Number).ToString(CultureInfo.InvariantCulture);

    /// <summary>SmartReach's contacts have one.</summary>
    public string Email => $"p{Contact}@example.com";

    /// <summary>Whether it has to be there.</summary>
    public bool MustBe => LastSure is not null && !IsErased(LastSure);

    /// <summary>Whether it may be there.</summary>
    public bool MayBe => LastSent is not null && !IsErased(LastSent);

    public string CampaignName => string.Create(CultureInfo.InvariantCulture, $"Campaign {Campaign}");

    /// <summary>The campaign as a later version reads it: of Smartico's from another field.</summary>
    public string NewCampaignName => Kind.Vendor == "smartico"
        ? string.Create(CultureInfo.InvariantCulture, $"Segment {Campaign % 5}") : CampaignName;

    /// <summary>Smartico's have none.</summary>
    public string? Step =>
        Kind.Vendor == "smartreach" ? string.Create(CultureInfo.InvariantCulture, $"Step {Campaign % 3}") : null;

    public string Day => OccurredAt.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>
    /// Whether it may be a delivery's: of several the last one has it, and one that was not acknowledged may be stored.
    /// Ids are in the order of time.
    /// </summary>
    public bool MayBeOf(string? delivery) =>
        string.CompareOrdinal(delivery, LastSure) >= 0 && string.CompareOrdinal(delivery, LastSent) <= 0;

    /// <summary>Whether nothing of its contact's is to be left.</summary>
    public bool IsGone => LastTried is not null && IsErased(LastTried);

    /// <summary>Whether an erasure was to remove what a delivery of it brought.</summary>
    public bool IsErased(string delivery) => ErasedAt is { } at && DeliveryTime.Of(delivery) <= at;

    /// <summary>The event of a contact's id, as a number.</summary>
    /// <returns>0 where it is no contact's.</returns>
    public static int NumberOf(string? contact) =>
        int.TryParse(contact, CultureInfo.InvariantCulture, out int id) && id > FirstContact ? id - FirstContact : 0;

    /// <summary>What the vendor posts.</summary>
    public byte[] Body() => Encoding.UTF8.GetBytes(Kind.Vendor == "smartreach"
        ? $$$"""{"metadata":{"event_type":"{{{Kind.Name}}}","webhook_id":7},"data":[{"prospect":{"prospect_id":{{{Contact}}},"email":"{{{Email}}}"},"activity":{"created_at":{{{OccurredAt.ToUnixTimeMilliseconds()}}},"campaign_name":"{{{CampaignName}}}","campaign_step_name":"{{{Step}}}"{{{Filler("email_body")}}}}}]}"""
        : $$"""{"login":"{{Contact}}","time":{{OccurredAt.ToUnixTimeMilliseconds()}},"channel":"{{Kind.Name}}","campaign_name":"{{CampaignName}}","segment":"{{NewCampaignName}}","view_url":"https://example.com/view/{{Contact}}"{{Filler("note")}}}""");

    /// <summary>The same, cut off before its end.</summary>
    public byte[] BrokenBody() => Body()[..^2];

    // The same each time the event is sent.
    private string Filler(string member)
    {
        if (!IsLarge)
            return "";
        Dice dice = new(Number);
        byte[] filler = new byte[LeastFiller + dice.Next(MostFiller - LeastFiller)];
        for (int i = 0; i < filler.Length; i++)
            filler[i] = (byte)('A' + dice.Next(26));
        return $",\"{member}\":\"{Encoding.ASCII.GetString(filler)}\"";
    }
}
