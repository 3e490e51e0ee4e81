using Webhooks.Functions.Dashboard.Actions;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Sessions;

namespace Webhooks.Functions.Dashboard.Pages.Erasing;

/// <summary>What an erasure would remove, and the form that does it.</summary>
/// <param name="IsComplete">Whether all that is stored was looked at.</param>
/// <param name="IsMistyped">Whether what was typed to confirm is not the contact.</param>
public sealed record EraseTrialModel(
    EraseTarget Target,
    JobCounts Counts,
    bool IsComplete,
    bool IsMistyped,
    VendorRegistry Vendors,
    PageSession Session)
{
    /// <summary>Whose contact it is.</summary>
    public string Where =>
        Target.Vendor is null ? "at all vendors" : $"at {Vendors.DisplayNameOf(Target.Vendor)}";
}
