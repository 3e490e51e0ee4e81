namespace Webhooks.Ingestion.Vendors.Smartico;

/// <summary>Names of the template's fields; the defaults are those of the vendor's example and of our own template.</summary>
public sealed class SmarticoFields
{
    /// <summary>The user's id in the customer's own system.</summary>
    public string User { get; init; } = "login";

    /// <summary>When the message was sent, in epoch milliseconds.</summary>
    public string Time { get; init; } = "time";

    /// <summary>The kind of asset.</summary>
    public string Channel { get; init; } = "channel";

    /// <summary>The campaign's name.</summary>
    public string Campaign { get; init; } = "campaign_name";

    /// <summary>Where the message can be seen.</summary>
    public string ViewUrl { get; init; } = "view_url";
}
