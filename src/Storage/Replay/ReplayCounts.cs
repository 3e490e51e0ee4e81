using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Jobs;

namespace Webhooks.Storage.Replay;

/// <summary>What a replay does, in numbers: <c>deliveries/…</c>, and for each type of event <c>events/{type}/{kind}</c>.</summary>
internal static class ReplayCounts
{
    public static JobCounts Of(RevisionPlan plan)
    {
        JobCounts counts = [];
        counts.Increase("deliveries/examined", plan.Items.Count);
        counts.Increase("deliveries/changed", plan.Items.LongCount(item => item.RowChanges || item.EventsChange));
        counts.Increase("deliveries/processed", plan.Items.LongCount(item => item.Outcome.Rejection is null));
        counts.Increase("deliveries/rejected", plan.Items.LongCount(item => item.Outcome.Rejection is not null));
        foreach (RevisionPlan.EventChange change in plan.Events)
            counts.Increase($"events/{change.Type}/{change.Kind}");
        return counts;
    }
}
