using Webhooks.Storage.Jobs;
using Webhooks.Storage.Revision;

namespace Webhooks.Storage.Replay;

/// <summary>
/// What a replay does, in numbers: <c>deliveries/…</c>, and for each type of event <c>events/{type}/{kind}</c>.
/// </summary>
internal static class ReplayCounts
{
    /// <summary>Counts.</summary>
    /// <param name="plan">The plan of a page.</param>
    /// <param name="seen">
    /// Events of earlier pages, where their plans are not carried out: several deliveries may hold the same event. Of
    /// large deliveries they are not known.
    /// </param>
    public static JobCounts Of(RevisionPlan plan, HashSet<(string, string)>? seen = null)
    {
        JobCounts counts = [];
        counts.Increase("deliveries/examined", plan.Items.Count);
        counts.Increase("deliveries/changed", plan.Items.LongCount(item => item.RowChanges || item.EventsChange));
        counts.Increase("deliveries/processed", plan.Items.LongCount(item => item.Outcome.Rejection is null));
        counts.Increase("deliveries/rejected", plan.Items.LongCount(item => item.Outcome.Rejection is not null));
        foreach (RevisionPlan.EventChange change in plan.Events.Where(change =>
            seen?.Add((change.Action.Entity.PartitionKey, change.Action.Entity.RowKey)) ?? true))
        {
            counts.Increase($"events/{change.Type}/{change.Kind}");
        }

        foreach (((string type, string kind), int count) in plan.Counts)
            counts.Increase($"events/{type}/{kind}", count);
        return counts;
    }
}
