using RazorSlices;
using Webhooks.Storage.Sessions;

namespace Webhooks.Functions.Dashboard.Pages;

/// <summary>What all pages have in common.</summary>
/// <param name="Place">Where in the navigation it is, or null.</param>
/// <param name="Session">Who sees it, or null for nobody known.</param>
/// <param name="Nonce">The nonce of its Content-Security-Policy.</param>
/// <param name="Content">What it holds.</param>
public sealed record LayoutModel(string Title, string? Place, PageSession? Session, string Nonce, RazorSlice Content)
{
    /// <summary>The navigation: addresses and names.</summary>
    public static readonly IReadOnlyList<(string Address, string Name)> Places =
    [
        ("view", "Overview"),
        ("received", "Received"),
        ("events", "Events"),
        ("campaigns", "Campaigns"),
        ("find", "Find"),
        ("rejected", "Rejected"),
        ("destinations", "Destinations"),
        ("drift", "Drift"),
    ];
}
