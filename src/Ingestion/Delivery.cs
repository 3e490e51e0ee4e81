namespace Webhooks.Ingestion;

/// <summary>One HTTP request from a vendor, as it was received; our own key in it is already redacted.</summary>
public sealed record Delivery
{
    /// <summary>A <see cref="DeliveryId"/>: 32 hex digits that hold <see cref="ReceivedAt"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The name of the <see cref="IVendor"/>, e.g. <c>smartreach</c>.</summary>
    public required string Vendor { get; init; }

    /// <summary>When it was received: UTC, whole milliseconds.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The HTTP method in upper case, e.g. <c>POST</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The Content-Type header as sent, or null.</summary>
    public string? ContentType { get; init; }

    /// <summary>
    /// The Content-Encoding header as sent, e.g. <c>gzip</c>, or null: the body is stored as it came.
    /// </summary>
    public string? ContentEncoding { get; init; }

    /// <summary>The query string with its leading <c>?</c>, our key redacted, or null.</summary>
    public string? Query { get; init; }

    /// <summary>The body's bytes as they came; mostly empty for GET.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>W3C <c>traceparent</c> of the request, or null (https://www.w3.org/TR/trace-context/).</summary>
    public string? TraceParent { get; init; }
}
