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

/// <summary>What a destination said to a request.</summary>
/// <param name="Status">The HTTP status; 0 where no answer came.</param>
/// <param name="Text">How its body begins, or why no answer came; null where it was delivered.</param>
public sealed record DestinationAnswer(int Status, string? Text = null)
{
    /// <summary>The most characters of <see cref="Text"/> that are kept.</summary>
    public const int MaxText = 500;

    /// <summary>How long it asks to wait before the next request, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether it has the events.</summary>
    public bool IsDelivered => Status is >= 200 and < 300;

    /// <summary>Whether it wants no more of them, ever.</summary>
    public bool IsGone => Status == 410;

    /// <summary>Whether it is in trouble itself, and others would fare no better just now.</summary>
    public bool IsTrouble => Status is 0 or 408 or 429 or >= 500;
}
