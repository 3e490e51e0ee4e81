namespace Webhooks.Storage.Destinations;

/// <summary>How events are sent to a destination.</summary>
public enum DestinationFormat
{
    /// <summary>A CloudEvent a request.</summary>
    CloudEvent,

    /// <summary>A batch of CloudEvents a request.</summary>
    CloudEventsBatch,

    /// <summary>
    /// A CloudEvent a request, as <c>application/json</c>, for receivers that read nothing else.
    /// </summary>
    Json,
}
