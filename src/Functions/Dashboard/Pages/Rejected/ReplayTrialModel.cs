using Webhooks.Functions.Dashboard.Actions;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Replay;
using Webhooks.Storage.Sessions;

namespace Webhooks.Functions.Dashboard.Pages.Rejected;

/// <summary>What a replay would change, and the button that does it.</summary>
public sealed record ReplayTrialModel(
    ReplayTarget Target, ReplayPreview Preview, VendorRegistry Vendors, PageSession Session)
{
    /// <summary>Whether there is anywhere that events are sent on to.</summary>
    public bool HasDestinations { get; init; }

    public string Name => Target.NameIn(Vendors);

    public IEnumerable<(string Name, string Value)> Fields => Target.Fields;
}
