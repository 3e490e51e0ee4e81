using System.Collections.Concurrent;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Webhooks.Ingestion;
using Webhooks.Storage.Destinations;
using Webhooks.Storage.Events;
using Webhooks.Storage.Outgoing;
using Webhooks.Storage.Retention;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Sending;

/// <summary>
/// Sends the events of a message on. What does not arrive becomes another message, of that destination alone, before
/// this one ends: a crash between sends again, and loses nothing.
/// </summary>
/// <param name="queue">Where what is left waits.</param>
/// <param name="parked">Where what was tried to the end is kept.</param>
/// <param name="states">Which destinations are switched off.</param>
/// <param name="events">Where events are read, when they are sent.</param>
/// <param name="purges">Which days are purged: an event that was parked stays until it is delivered.</param>
/// <param name="post">Makes the requests.</param>
/// <param name="logger">Told names and numbers.</param>
public sealed partial class EventSender(
    WebhookTables tables,
    DestinationList destinations,
    OutgoingQueue queue,
    ParkedEvents parked,
    DestinationStates states,
    EventStore events,
    PurgeMarks purges,
    IEventPost post,
    TimeProvider time,
    ILogger<EventSender> logger) : IDisposable
{
    /// <summary>How long requests of one message are begun: it holds a place that others wait for.</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromSeconds(30);

    private static readonly DestinationAnswer NotConfigured = new(0, "No destination of this name is configured.");

    private readonly ConcurrentDictionary<string, DestinationLane> _lanes = [];

    /// <summary>Sends a message's events.</summary>
    /// <param name="cancellationToken">Gives up; the message comes again.</param>
    /// <returns>What became of them at each destination.</returns>
    public async Task<IReadOnlyList<SendResult>> SendAsync(
        OutgoingMessage message, CancellationToken cancellationToken)
    {
        EventKey[] keys = [.. message.Keys.Distinct()];
        List<EngagementEvent> there = await ReadAsync(keys, cancellationToken);
        if (message is { IsParked: true, To: { } of } && there.Count < keys.Length)
            await parked.RemoveAsync(of, [.. keys.Except(there.Select(EventKey.Of))], cancellationToken);
        if (message.To is not { } name)
        {
            return await Task.WhenAll(destinations.All.Select(destination => SendAsync(
                destination, message, [.. there.Where(destination.Wants)], cancellationToken)));
        }

        SendResult result;
        if (destinations.Find(name) is { } only)
            result = await SendAsync(only, message, there, cancellationToken);
        else
        {
            await ParkAsync(name, there, message.Tries, NotConfigured, cancellationToken);
            result = new SendResult(name, 0, 0, 0, there.Count);
        }

        // Counted when it ends well: until then the message comes again.
        return [message.Due is { } due
            ? result with { Waiting = [(due, -message.Events.Count), .. result.Waiting] }
            : result];
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (DestinationLane lane in _lanes.Values)
            lane.Dispose();
    }

    private async Task<SendResult> SendAsync(
        Destination destination,
        OutgoingMessage message,
        IReadOnlyList<EngagementEvent> wanted,
        CancellationToken cancellationToken)
    {
        if (wanted.Count == 0)
            return new SendResult(destination.Name, 0, 0, 0, 0);
        if (await states.FindOffAsync(destination, cancellationToken) is { } off)
        {
            DestinationAnswer gone = new(410, off.Answer);
            await ParkAsync(destination.Name, wanted, message.Tries, gone, cancellationToken);
            return new SendResult(destination.Name, 0, 0, 0, wanted.Count) { IsOff = true };
        }

        DestinationLane lane = _lanes.GetOrAdd(
            destination.Name, _ => new DestinationLane(destination, destinations.All.Count, time));
        SendAttempt attempt = new(destination, wanted);
        if (lane.TryBegin(out long begun))
        {
            try
            {
                await attempt.RunAsync(lane, post, time, cancellationToken);
            }
            finally
            {
                lane.End(begun);
            }
        }

        return await SettleAsync(destination, message, attempt, lane.Pause, cancellationToken);
    }

    private async Task<SendResult> SettleAsync(
        Destination destination,
        OutgoingMessage message,
        SendAttempt attempt,
        TimeSpan pause,
        CancellationToken cancellationToken)
    {
        string name = destination.Name;
        int tries = message.Tries + 1;
        List<EngagementEvent> delivered = attempt.Delivered;
        List<EngagementEvent> untried = attempt.Untried;
        List<(EngagementEvent Event, DestinationAnswer Answer)> failed = attempt.Failed;
        List<(EngagementEvent Event, DestinationAnswer Answer)> ended = [];
        if (attempt.Gone is { } gone)
        {
            await states.SwitchOffAsync(destination, gone, cancellationToken);
            Log.SwitchedOff(logger, name);
            ended = [.. failed, .. untried.Select(e => (e, gone))];
            (failed, untried) = ([], []);
        }
        else if (tries == RetrySchedule.MaxTries)
            (ended, failed) = (failed, []);
        else if (attempt.IsInTrouble)
        {
            // They would have fared no better; and are the first the next time.
            failed = [.. untried.Select(e => (e, failed[0].Answer)), .. failed];
            untried = [];
        }

        List<(DateTimeOffset Due, int Events)> waiting = [];
        if (failed.Count > 0)
        {
            TimeSpan? asked = failed.Max(one => one.Answer.RetryAfter);
            OutgoingMessage again = Of(message, name, failed.Select(one => one.Event)) with
            {
                Tries = tries,
                Deferrals = 0,
            };
            await PutAsync(again, RetrySchedule.After(tries, asked, Seed(again)));
        }

        if (untried.Count > 0)
        {
            OutgoingMessage later = Of(message, name, untried);
            TimeSpan delay = RetrySchedule.Deferral(message.Deferrals, pause, Seed(later));
            await PutAsync(later with { Deferrals = message.Deferrals + 1 }, delay);
        }

        foreach (IGrouping<DestinationAnswer, EngagementEvent> same in ended.GroupBy(
            one => one.Answer, one => one.Event))
        {
            await ParkAsync(name, [.. same], tries, same.Key, cancellationToken);
        }

        if (message.IsParked && delivered.Count > 0)
            await EndParkingAsync(name, [.. delivered.Select(EventKey.Of)], cancellationToken);
        return new SendResult(name, delivered.Count, failed.Count, untried.Count, ended.Count)
        {
            IsOff = attempt.Gone is not null,
            Waiting = waiting,
            Wait = waiting.Count > 0 && message.Since != default ? waiting.Max(one => one.Due) - message.Since : null,
        };

        async Task PutAsync(OutgoingMessage left, TimeSpan delay)
        {
            DateTimeOffset due = time.GetUtcNow() + delay;
            await queue.SendAsync(left with { Due = due }, delay, cancellationToken);
            waiting.Add((due, left.Events.Count));
        }
    }

    private async Task EndParkingAsync(
        string destination, EventKey[] delivered, CancellationToken cancellationToken)
    {
        await parked.RemoveAsync(destination, delivered, cancellationToken);
        foreach (IGrouping<VendorDay, EventKey> day in delivered.GroupBy(key => key.Day))
        {
            if (!(await purges.ReadAsync(day.Key.Vendor, cancellationToken)).Events.Contains(day.Key.Day))
                continue;
            IReadOnlySet<string> elsewhere = await parked.RowsOfDayAsync(day.Key, cancellationToken);
            await events.RemoveAsync(day.Where(key => !elsewhere.Contains(key.Row)), cancellationToken);
        }
    }

    private async Task ParkAsync(
        string destination,
        IReadOnlyCollection<EngagementEvent> given,
        int tries,
        DestinationAnswer answer,
        CancellationToken cancellationToken)
    {
        EventKey[] keys = [.. given.Select(EventKey.Of)];
        await parked.AddAsync(destination, keys, tries, answer, cancellationToken);
        Log.Parked(logger, keys.Length, destination, answer.Status);

        // Whoever erased one just now did not see it there.
        Dictionary<EventKey, TableEntity> there = await events.ReadAsync(
            keys, ["PartitionKey", "RowKey"], cancellationToken);
        await parked.RemoveAsync(
            destination, [.. keys.Where(key => !there.ContainsKey(key))], cancellationToken);
    }

    private async Task<List<EngagementEvent>> ReadAsync(EventKey[] keys, CancellationToken cancellationToken)
    {
        Dictionary<EventKey, TableEntity> rows = await events.ReadAsync(keys, null, cancellationToken);
        return await tables.Unreadable.ReadAsync(
            tables.Events,
            keys.Where(rows.ContainsKey).Select(key => rows[key]),
            EventRow.Read,
            cancellationToken);
    }

    private static OutgoingMessage Of(
        OutgoingMessage message, string destination, IEnumerable<EngagementEvent> left) => message with
        {
            Events = [.. left.Select(e => EventKey.Of(e).ToString())],
            To = destination,
        };

    private static string Seed(OutgoingMessage message) => $"{message.To} {message.Events[0]}";

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Parked {Count} events for {Destination}, which answered {Status}")]
        public static partial void Parked(ILogger logger, int count, string destination, int status);

        [LoggerMessage(LogLevel.Error, "{Destination} answered 410 and is switched off until its settings change")]
        public static partial void SwitchedOff(ILogger logger, string destination);
    }
}

/// <summary>What became of a message's events at one destination.</summary>
/// <param name="Destination">Its name.</param>
/// <param name="Delivered">How many it took.</param>
/// <param name="Again">How many did not arrive, and are tried again.</param>
/// <param name="Deferred">How many were not tried, and are later.</param>
/// <param name="Parked">How many were parked.</param>
public sealed record SendResult(string Destination, int Delivered, int Again, int Deferred, int Parked)
{
    /// <summary>Whether it is switched off: it answered 410, now or before.</summary>
    public bool IsOff { get; init; }

    /// <summary>How many more wait there to be tried again, by when they are due; less where they were taken.</summary>
    public IReadOnlyList<(DateTimeOffset Due, int Events)> Waiting { get; init; } = [];

    /// <summary>
    /// How long those that are tried again, or later, will have waited by then; null where none are.
    /// </summary>
    public TimeSpan? Wait { get; init; }
}
