using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Dashboard.Pages.Campaigns;

/// <summary>A number of campaigns.</summary>
/// <param name="Code">As addresses have it.</param>
/// <param name="Type">The type of the events that it counts.</param>
/// <param name="Contacts">How many contacts the events are of.</param>
/// <param name="Rate">Its share of the sent messages; null where it has none.</param>
public sealed record CampaignColumn(
    string Code,
    string Name,
    string Type,
    Func<CampaignFigures, long> Number,
    Func<CampaignContacts, long> Contacts,
    Func<CampaignFigures, double?>? Rate)
{
    public double Rank(CampaignFigures figures) =>
        Rate is null ? Number(figures) : Rate(figures) ?? (Number(figures) > 0 ? 0 : -1);

    /// <summary>How many contacts, in words; null where it says no more than the number.</summary>
    public string? ContactsOf(CampaignFigures figures) => figures.Contacts is { } contacts && Number(figures) > 0
        ? Display.Number(Contacts(contacts), "contact")
        : null;
}
