using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Webhooks.Ingestion;
using Webhooks.Storage.Destinations;
using Webhooks.Storage.Events;

namespace Webhooks.Storage.Outgoing;

/// <summary>
/// The queue <c>outgoing</c>: events that wait to be sent on. Put after the events are stored, and before their
/// delivery counts as processed: a crash between may send them twice, and never loses one.
/// </summary>
/// <param name="queue">The queue, whose messages are texts.</param>
/// <param name="destinations">Where to; without any nothing is put.</param>
/// <param name="time">The clock.</param>
public sealed class OutgoingQueue(QueueClient queue, DestinationList destinations, TimeProvider time)
{
    private const int MessagesAtOnce = 4;

    private static readonly TimeSpan NeverExpires = TimeSpan.FromSeconds(-1);

    /// <summary>Whether anything is sent on at all.</summary>
    public bool IsUsed => destinations.All.Count > 0;

    /// <summary>Puts those events that a destination wants.</summary>
    /// <param name="events">Read once, a hundred at a time: there may be any number.</param>
    public async Task PutAsync(IEnumerable<EngagementEvent> events, CancellationToken cancellationToken)
    {
        if (!IsUsed)
            return;
        await Parallel.ForEachAsync(
            events.Where(destinations.Wants).Select(EventKey.Of).Chunk(OutgoingMessage.MaxEvents),
            new ParallelOptions { MaxDegreeOfParallelism = MessagesAtOnce, CancellationToken = cancellationToken },
            async (keys, token) => await SendAsync(
                new OutgoingMessage([.. keys.Distinct().Select(key => key.ToString())]) { Since = time.GetUtcNow() },
                TimeSpan.Zero,
                token));
    }

    /// <summary>When the oldest message that is due was put; one operation, and none without a destination.</summary>
    /// <returns>Null where none is due.</returns>
    public async Task<DateTimeOffset?> OldestAsync(CancellationToken cancellationToken)
    {
        if (!IsUsed)
            return null;
        try
        {
            PeekedMessage? oldest = await queue.PeekMessageAsync(cancellationToken);
            return oldest?.InsertedOn;
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return null;
        }
    }

    /// <summary>About how many messages wait, those for their next try included; none without a destination.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        if (!IsUsed)
            return 0;
        try
        {
            QueueProperties properties = await queue.GetPropertiesAsync(cancellationToken);
            return properties.ApproximateMessagesCount;
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return 0;
        }
    }

    /// <summary>Puts a message, to be looked at after a while.</summary>
    public async Task SendAsync(OutgoingMessage message, TimeSpan delay, CancellationToken cancellationToken)
    {
        string text = message.ToText();
        try
        {
            await queue.SendMessageAsync(text, delay, NeverExpires, cancellationToken);
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await queue.SendMessageAsync(text, delay, NeverExpires, cancellationToken);
        }
    }
}
