using Webhooks.Storage.Destinations;
using Webhooks.Storage.Events;
using Webhooks.Storage.Sessions;

namespace Webhooks.Functions.Dashboard.Pages.Destinations;

/// <summary>Where events are sent on, and what one of them did not take.</summary>
/// <param name="All">Every destination.</param>
/// <param name="Shown">Whose parked events are listed, or null.</param>
/// <param name="Parked">Those that are listed.</param>
/// <param name="Messages">About how many messages wait to be sent, those that are tried later included.</param>
public sealed record DestinationsModel(
    IReadOnlyList<DestinationStatus> All,
    DestinationStatus? Shown,
    ParkedPage Parked,
    int Messages,
    DateTimeOffset Now,
    PageSession Session)
{
    public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    /// <summary>The first day of which something is listed.</summary>
    public DateOnly FirstDay => Parked.Events.Count == 0
        ? Today
        : DateOnly.FromDateTime(Parked.Events.Min(one => one.Key.OccurredAt).UtcDateTime);

    public static string State(DestinationStatus one) => one switch
    {
        { Configured: null } => "removed",
        { Off: not null } => "off",
        { HasMoreParked: true } or { Parked: > 0 } => "on, some parked",
        _ => "on",
    };

    /// <summary>What is sent there, in words.</summary>
    public static string Wants(Destination destination) =>
        (destination.Types.Count == 0 ? "all types" : string.Join(", ", destination.Types))
        + (destination.Vendors.Count == 0 ? "" : $" of {string.Join(", ", destination.Vendors)}");

    public static string Number(DestinationStatus one) => Display.Number(one.Parked) + (one.HasMoreParked ? "+" : "");

    /// <summary>Half, and nineteen of twenty, of the requests took no longer.</summary>
    public static string Latency(DestinationStatus one) =>
        one.Lately.Latencies.Percentile(0.5) is { } half && one.Lately.Latencies.Percentile(0.95) is { } most
            ? $"{Milliseconds(half)} / {Milliseconds(most)} ms"
            : "–";

    /// <summary>What was answered: a status, or why there was none.</summary>
    public static string Answer(int status, string? text) =>
        (status == 0 ? "" : $"{status} ") + (text ?? "");

    private static string Milliseconds(TimeSpan time) =>
        Display.Number((long)Math.Ceiling(time.TotalMilliseconds));
}
