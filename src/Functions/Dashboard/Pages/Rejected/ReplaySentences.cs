using Webhooks.Storage.Jobs;

namespace Webhooks.Functions.Dashboard.Pages.Rejected;

/// <summary>What a replay does, or would do, in words.</summary>
internal static class ReplaySentences
{
    /// <summary>Says it, deliveries first, then each type of event.</summary>
    public static IEnumerable<string> Of(JobCounts counts, bool isDone)
    {
        long examined = counts.GetValueOrDefault("deliveries/examined");
        yield return $"{Display.Number(examined, "delivery", "deliveries")} looked at.";
        foreach ((string name, string done, string would) in Deliveries)
        {
            if (counts.TryGetValue(name, out long number))
                yield return $"{Display.Number(number, "delivery", "deliveries")} {(isDone ? done : would)}.";
        }

        foreach ((string name, long number) in counts)
        {
            if (name.Split('/') is ["events", var type, var change])
            {
                yield return $"{Display.Number(number, Display.Type(type) + " event")} "
                    + $"{(isDone ? "" : "would be ")}{change}.";
            }
        }

        if (!counts.Keys.Any(name => name.StartsWith("events/", StringComparison.Ordinal)))
            yield return isDone ? "No event was changed." : "No event would change.";
    }

    private static readonly (string Name, string Done, string Would)[] Deliveries =
    [
        ("deliveries/processed", "could be mapped", "can be mapped"),
        ("deliveries/rejected", "stayed rejected", "would stay rejected"),
        ("deliveries/changed", "changed", "would change"),
    ];
}
