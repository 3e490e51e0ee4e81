using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Reading;
using Webhooks.Storage.RollUp;

namespace Webhooks.Functions.Dashboard.Pages.Campaigns;

/// <summary>Adds up the counts of a campaign that is compared.</summary>
internal sealed class ComparedSums
{
    private readonly string _vendor;
    private readonly string _campaign;
    private readonly CampaignSums _whole = new(bySteps: false, byDay: true);
    private readonly CampaignSums _steps = new(bySteps: true);

    private ComparedSums(string vendor, string campaign) => (_vendor, _campaign) = (vendor, campaign);

    /// <summary>Of the campaign that an address names, as <see cref="Compared.NameOf"/> does.</summary>
    /// <returns>Null where it names none.</returns>
    public static ComparedSums? Of(string? name, VendorRegistry vendors) =>
        name?.Split(':', 2) is [var vendor, { Length: > 0 } campaign] && vendors.TryGet(vendor, out _)
            ? new ComparedSums(vendor, campaign)
            : null;

    /// <summary>Adds a count where it is the campaign's.</summary>
    public void Add(DailyCount count)
    {
        if (count.Vendor != _vendor || count.Campaign != _campaign)
            return;
        _whole.Add(count);
        _steps.Add(count with { Sketch = null }); // steps are told without contacts
    }

    public Compared Compared()
    {
        CampaignFigures figures = _whole.Figures() is [var found]
            ? found
            : new CampaignFigures(_vendor, _campaign, null, 0, 0, 0, 0, 0, 0, 0);
        return new Compared(figures, _steps.Figures(), _whole.DaysOf(figures));
    }
}
