using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Dashboard.Pages.Campaigns;

/// <summary>A campaign that is shown beside another.</summary>
/// <param name="Figures">Its numbers; all 0 where these days have none of it.</param>
/// <param name="Steps">The numbers of its steps.</param>
/// <param name="Days">The numbers of its events by day.</param>
public sealed record Compared(
    CampaignFigures Figures, IReadOnlyList<CampaignFigures> Steps, IReadOnlyDictionary<DateOnly, long> Days)
{
    /// <summary>Its name in addresses.</summary>
    public string Name => NameOf(Figures.Vendor, Figures.Campaign);

    /// <summary>A campaign's name in addresses: two vendors may have one of the same name.</summary>
    public static string NameOf(string vendor, string campaign) => $"{vendor}:{campaign}";
}
