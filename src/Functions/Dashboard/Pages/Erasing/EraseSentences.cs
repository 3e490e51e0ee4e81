using Webhooks.Storage.Jobs;

namespace Webhooks.Functions.Dashboard.Pages.Erasing;

/// <summary>What an erasure removes, or would remove, in words.</summary>
internal static class EraseSentences
{
    /// <summary>Says it, events first.</summary>
    /// <param name="isDone">Whether it happened.</param>
    public static IEnumerable<string> Of(JobCounts counts, bool isDone)
    {
        long events = counts.GetValueOrDefault("events/removed");
        long deliveries = counts.GetValueOrDefault("deliveries/erased");
        long rejected = counts.GetValueOrDefault("deliveries/erasedRejected");
        yield return $"{Display.Number(events, "event")} {(isDone ? "removed" : "would be removed")}.";
        yield return $"{Display.Number(deliveries, "delivery", "deliveries")} "
            + (isDone ? "emptied of body and query." : "would be emptied of body and query.");
        if (rejected > 0)
            yield return $"{Display.Number(rejected)} of them {(rejected == 1 ? "was" : "were")} rejected.";
    }
}
