using Webhooks.Functions.Settings;
using Webhooks.Storage.Destinations;
using Webhooks.Storage.Events;

namespace Webhooks.Functions.Destinations;

/// <summary>Destinations and parked events as answers have them. No address, no secret, no header.</summary>
internal static class DestinationReply
{
    public static object Of(DestinationStatus one) => new
    {
        name = one.Name,
        state = one.Configured is null ? "removed" : one.Off is null ? "on" : "off",
        format = one.Configured is null ? null : DestinationReader.FormatOf(one.Configured),
        types = one.Configured?.Types,
        vendors = one.Configured?.Vendors,
        signed = one.Configured is null ? (bool?)null : one.Configured.Secret is not null,
        offSince = one.Off?.At,
        deliveredToday = one.Today.Delivered,
        deliveredYesterday = one.Yesterday.Delivered,
        failedRequestsToday = one.Today.Failed,
        waiting = one.Waiting,
        parked = one.Parked,
        moreParked = one.HasMoreParked,
        latencyMilliseconds = one.Lately.Latencies.Percentile(0.5) is { } half
            ? new { p50 = Rounded(half), p95 = Rounded(one.Lately.Latencies.Percentile(0.95)!.Value) }
            : null,
        lastFailure = one.Lately.FailedAt is { } at
            ? new
            {
                at,
                status = one.Lately.LastFailure?.Status,
                answer = one.Lately.LastFailure?.Text,
            }
            : null,
    };

    public static object Of(ParkedEvent one) => new
    {
        eventId = one.Key.EventId,
        vendor = one.Key.Day.Vendor,
        occurredAt = one.Key.OccurredAt,
        partitionKey = one.Partition,
        rowKey = one.Key.Row,
        parkedAt = one.ParkedAt,
        tries = one.Tries,
        status = one.Status,
        answer = one.Answer,
        queuedAt = one.QueuedAt,
    };

    private static double Rounded(TimeSpan time) => Math.Round(time.TotalMilliseconds, 1);
}
