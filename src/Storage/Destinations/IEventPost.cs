using Webhooks.Ingestion;

namespace Webhooks.Storage.Destinations;

/// <summary>Posts events to a destination: over HTTP in the app, on a simulated network in a simulation.</summary>
public interface IEventPost
{
    /// <summary>Makes one request.</summary>
    /// <param name="events">One; or, where the destination takes batches, up to 100.</param>
    /// <returns>What was answered. Whatever a receiver does is an answer, and no exception.</returns>
    Task<DestinationAnswer> PostAsync(
        Destination destination, IReadOnlyList<EngagementEvent> events, CancellationToken cancellationToken);
}
