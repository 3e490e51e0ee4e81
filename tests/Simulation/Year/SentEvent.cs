using System.Globalization;
using System.Text;

namespace Webhooks.Simulation.Year;

/// <summary>
/// An event as it happened at a vendor, whatever becomes of its webhooks. Its number is its contact's, so no two are
/// alike.
/// </summary>
/// <param name="Number">From 1.</param>
/// <param name="Kind">What it is.</param>
/// <param name="OccurredAt">When, in whole milliseconds.</param>
/// <param name="Campaign">The number of its campaign.</param>
internal sealed record SentEvent(int Number, EventKind Kind, DateTimeOffset OccurredAt, int Campaign)
{
    /// <summary>Whether a webhook of it was acknowledged: it has to be there.</summary>
    public bool IsSure { get; set; }

    /// <summary>Whether a webhook of it was sent: it may be there.</summary>
    public bool IsSent { get; set; }

    /// <summary>The last of its deliveries that was acknowledged, if any was.</summary>
    public string? LastSure { get; set; }

    /// <summary>The last of its deliveries that was sent.</summary>
    public string? LastSent { get; set; }

    /// <summary>How often the books found it.</summary>
    public int Found { get; set; }

    public string Contact => Number.ToString(CultureInfo.InvariantCulture);

    public string CampaignName => string.Create(CultureInfo.InvariantCulture, $"Campaign {Campaign}");

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

    /// <summary>What the vendor posts.</summary>
    public byte[] Body() => Encoding.UTF8.GetBytes(Kind.Vendor == "smartreach"
        ? $$$"""{"metadata":{"event_type":"{{{Kind.Name}}}","webhook_id":7},"data":[{"prospect":{"prospect_id":{{{Number}}},"email":"p{{{Number}}}@example.com"},"activity":{"created_at":{{{OccurredAt.ToUnixTimeMilliseconds()}}},"campaign_name":"{{{CampaignName}}}","campaign_step_name":"{{{Step}}}"}}]}"""
        : $$"""{"login":"{{Number}}","time":{{OccurredAt.ToUnixTimeMilliseconds()}},"channel":"{{Kind.Name}}","campaign_name":"{{CampaignName}}","view_url":"https://example.com/view/{{Number}}"}""");
}
