using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Reading;
using Webhooks.Storage.RollUp;

namespace Webhooks.Functions.Dashboard.Pages.Campaigns;

/// <summary>A campaign that is shown beside another.</summary>
/// <param name="Figures">Its numbers; all 0 where these days have none of it.</param>
/// <param name="Steps">The numbers of its steps.</param>
/// <param name="Counts">The daily counts that they are made of.</param>
public sealed record Compared(
    CampaignFigures Figures, IReadOnlyList<CampaignFigures> Steps, IReadOnlyList<DailyCount> Counts)
{
    /// <summary>Its name in addresses.</summary>
    public string Name => NameOf(Figures.Vendor, Figures.Campaign);

    /// <summary>A campaign's name in addresses: two vendors may have one of the same name.</summary>
    public static string NameOf(string vendor, string campaign) => $"{vendor}:{campaign}";

    /// <summary>Finds a campaign by its name in an address.</summary>
    /// <returns>Null where the address names none.</returns>
    internal static Compared? Of(string? name, IReadOnlyList<DailyCount> counts, VendorRegistry vendors)
    {
        if (name?.Split(':', 2) is not [var vendor, { Length: > 0 } campaign] || !vendors.TryGet(vendor, out _))
            return null;
        DailyCount[] own = [.. counts.Where(count => count.Vendor == vendor && count.Campaign == campaign)];
        CampaignFigures figures = CampaignFigures.Of(own, bySteps: false) is [var found]
            ? found
            : new CampaignFigures(vendor, campaign, null, 0, 0, 0, 0, 0, 0, 0);
        return new Compared(figures, CampaignFigures.Of(own, bySteps: true), own);
    }
}
