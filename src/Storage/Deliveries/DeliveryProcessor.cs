using Microsoft.Extensions.Logging;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Storage.Drift;
using Webhooks.Storage.Jobs;

namespace Webhooks.Storage.Deliveries;

/// <summary>
/// Maps the deliveries of a message and stores what comes of them. Only storage failures throw, and running twice
/// changes nothing: rows come from the data, and are replaced.
/// </summary>
/// <param name="mapper">Maps deliveries.</param>
/// <param name="writer">Stores what they were mapped to.</param>
/// <param name="large">Takes those that are large, or have many events.</param>
/// <param name="jobs">Where steps of replays and erasures go that a former version queued here.</param>
/// <param name="drift">Written down now and then.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told counts and reasons, never content.</param>
public sealed partial class DeliveryProcessor(
    DeliveryMapper mapper,
    DeliveryWriter writer,
    LargeDeliveries large,
    JobQueue jobs,
    DriftLog drift,
    TimeProvider time,
    ILogger<DeliveryProcessor> logger)
{
    /// <summary>Processes a message of which is not known when it was queued; see the other.</summary>
    public Task<IReadOnlyList<DeliveryOutcome>> ProcessAsync(
        ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        ProcessAsync(message, time.GetUtcNow(), cancellationToken);

    /// <summary>
    /// Processes a message. One that is not of this service becomes a rejected delivery of the vendor <c>unknown</c>.
    /// </summary>
    /// <param name="message">Its bytes.</param>
    /// <param name="queuedAt">When it was queued: the same each time it comes.</param>
    /// <param name="cancellationToken">Gives up; the message comes again.</param>
    /// <returns>What its deliveries were mapped to; where that is very much, without the events.</returns>
    public async Task<IReadOnlyList<DeliveryOutcome>> ProcessAsync(
        ReadOnlyMemory<byte> message, DateTimeOffset queuedAt, CancellationToken cancellationToken)
    {
        IReadOnlyList<QueuedDelivery> entries = mapper.Open(message, queuedAt);
        List<DeliveryOutcome> outcomes = await ProcessWholeAsync(
            entries.Select(entry => entry.Delivery).OfType<Delivery>(), cancellationToken);
        foreach (QueuedDelivery entry in entries)
        {
            if (entry.IsJobStep)
                await jobs.SendAsync(entry.Vendor, entry.Id, cancellationToken);
            else if (entry.Delivery is null && await large.ProcessAsync(entry, cancellationToken) is { } outcome)
                outcomes.Add(outcome);
        }

        await drift.WriteDueAsync(cancellationToken);
        SayRejected(outcomes);
        return outcomes;
    }

    // Those that are in the message, as many together as have no more events than are held at once.
    private async Task<List<DeliveryOutcome>> ProcessWholeAsync(
        IEnumerable<Delivery> received, CancellationToken cancellationToken)
    {
        List<DeliveryOutcome> done = [];
        List<DeliveryOutcome> together = [];
        int count = 0;
        foreach (Delivery delivery in received)
        {
            DeliveryOutcome outcome = mapper.Map(delivery);
            if (outcome.Events.Count > MapResult.SliceLength)
            {
                if (await large.ProcessAsync(outcome, cancellationToken) is { } many)
                    done.Add(many);
                continue;
            }

            if (count + outcome.Events.Count > MapResult.SliceLength)
            {
                done.AddRange((await writer.StoreAsync(together, cancellationToken)).Select(WithoutEvents));
                (together, count) = ([], 0);
            }

            together.Add(outcome);
            count += outcome.Events.Count;
        }

        done.AddRange(await writer.StoreAsync(together, cancellationToken));
        return done;
    }

    private static DeliveryOutcome WithoutEvents(DeliveryOutcome outcome) => outcome with { Events = [] };

    // One line per vendor and reason.
    private void SayRejected(List<DeliveryOutcome> outcomes)
    {
        var rejected = outcomes.Where(outcome => outcome.Rejection is not null)
            .GroupBy(outcome => (outcome.Delivery.Vendor, outcome.Rejection!.Reason));
        foreach (var group in rejected)
            Log.Rejected(logger, group.Count(), group.Key.Vendor, group.Key.Reason);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Rejected {Count} deliveries of {Vendor}: {Reason}")]
        public static partial void Rejected(ILogger logger, int count, string vendor, string reason);
    }
}
