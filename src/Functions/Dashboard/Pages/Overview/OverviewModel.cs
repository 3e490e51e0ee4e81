using Webhooks.Ingestion;
using Webhooks.Storage.RollUp;
using Webhooks.Storage.Sessions;
using Webhooks.Storage.Status;

namespace Webhooks.Functions.Dashboard.Pages.Overview;

/// <summary>Is it alive, what came in, what was refused, how do the days compare.</summary>
/// <param name="Counts">The counts of the days that are shown.</param>
/// <param name="Before">The counts of as many days before them.</param>
/// <param name="Latest">The latest events; null where the days are over.</param>
/// <param name="Root">The service's address, as the viewer has it.</param>
public sealed record OverviewModel(
    ServiceStatus Status,
    OverviewQuery Query,
    IReadOnlyList<DailyCount> Counts,
    IReadOnlyList<DailyCount> Before,
    IReadOnlyList<EngagementEvent>? Latest,
    string Root,
    PageSession Session)
{
    /// <summary>Whether nothing has come at all.</summary>
    public bool IsEmpty => Status.Vendors.All(vendor => vendor.LastReceivedAt is null) && Counts.Count == 0;

    /// <summary>The verdict: its style, in a word, and why.</summary>
    public (string Style, string Word, string Why) Verdict =>
        (Status.Findings.Any(finding => finding.IsUrgent), Status.Findings.Count) switch
        {
            (true, _) => ("bad", "Needs you", "Data waits until somebody acts."),
            (_, > 0) => ("warn", "Healthy, worth a look", "Webhooks are taken in and counted."),
            _ => ("good", "Healthy", "Webhooks are taken in, stored and counted."),
        };
}
