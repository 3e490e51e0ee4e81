using System.Collections.Concurrent;
using Webhooks.Ingestion;
using Webhooks.Storage.Destinations;

namespace Webhooks.Storage.Tests.Outgoing;

/// <summary>Receivers that answer what a test says, and remember what came.</summary>
internal sealed class PostedEvents : IEventPost
{
    /// <summary>Every request that came.</summary>
    public ConcurrentQueue<(string Destination, string[] Events)> Requests { get; } = [];

    /// <summary>What is answered to a request.</summary>
    public Func<Destination, IReadOnlyList<EngagementEvent>, DestinationAnswer> Answer { get; set; } =
        (_, _) => new DestinationAnswer(200);

    /// <summary>What a destination was sent and took, by the events' ids.</summary>
    public ConcurrentQueue<(string Destination, string EventId)> Taken { get; } = [];

    public async Task<DestinationAnswer> PostAsync(
        Destination destination, IReadOnlyList<EngagementEvent> events, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Requests.Enqueue((destination.Name, [.. events.Select(e => e.EventId)]));
        DestinationAnswer answer = Answer(destination, events);
        if (answer.IsDelivered)
        {
            foreach (EngagementEvent e in events)
                Taken.Enqueue((destination.Name, e.EventId));
        }

        return answer;
    }
}
