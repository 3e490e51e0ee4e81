using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Dashboard.Pages.Campaigns;

/// <summary>A number of campaigns.</summary>
/// <param name="Code">As addresses have it.</param>
/// <param name="Type">The type of the events that it counts.</param>
/// <param name="Rate">Its share of the sent messages; null where it has none.</param>
public sealed record CampaignColumn(
    string Code,
    string Name,
    string Type,
    Func<CampaignFigures, long> Number,
    Func<CampaignFigures, double?>? Rate)
{
    public double Rank(CampaignFigures figures) =>
        Rate is null ? Number(figures) : Rate(figures) ?? (Number(figures) > 0 ? 0 : -1);
}
