namespace Webhooks.Functions.Dashboard.Pages.Rejected;

/// <summary>Which rejected deliveries are shown.</summary>
/// <param name="Vendor">Whose; null where there are none at all.</param>
/// <param name="Reason">Only those of one reason, or null.</param>
internal sealed record RejectedChoice(string? Vendor, string? Reason)
{
    /// <summary>The address of the page that shows them.</summary>
    public string Address => $"rejected?vendor={Uri.EscapeDataString(Vendor ?? "")}"
        + (Reason is null ? "" : $"&reason={Uri.EscapeDataString(Reason)}");
}
