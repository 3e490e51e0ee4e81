using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Sessions;

namespace Webhooks.Functions.Dashboard.Pages;

/// <summary>A search, and what it found.</summary>
/// <param name="Text">What is sought, or null.</param>
/// <param name="Days">How far back.</param>
/// <param name="Found">The events of the contact; null where none was sought.</param>
/// <param name="IsUnknownDelivery">Whether it is the id of a delivery that is not stored.</param>
public sealed record FindModel(
    string? Text,
    int Days,
    FoundEvents? Found,
    VendorRegistry Vendors,
    PageSession Session,
    bool IsUnknownDelivery = false)
{
    public static readonly IReadOnlyList<int> Ranges = [1, 7, 30, 90];

    /// <summary>Whose contact it is, where the events say so.</summary>
    public string? VendorOf => Found?.Events.Select(one => one.Vendor).FirstOrDefault();

    public string HowFar => Found is null ? "" : Found.IsWhole
        ? $"back to {Display.Iso(Found.SearchedTo)}"
        : $"the search was cut at {Display.Iso(Found.SearchedTo)}: ask for fewer days, or use the API day by day";
}
