namespace Webhooks.Ingestion;

/// <summary>Why a delivery could not be mapped.</summary>
/// <param name="Reason">One of <see cref="RejectionReasons"/>: short and stable, to group by.</param>
/// <param name="Error">A sentence for a person, without any of the delivery's content.</param>
public sealed record Rejection(string Reason, string Error)
{
    internal static readonly Rejection Malformed =
        new(RejectionReasons.MalformedJson, "The body is not well-formed JSON.");

    internal static readonly Rejection TooDeep =
        new(RejectionReasons.TooDeep, "The JSON is nested deeper than 1,000 levels.");

    internal static readonly Rejection Unreadable =
        new(RejectionReasons.UnreadableText, "The body is no text in any character set that it may be in.");
}

/// <summary>The stable codes of why a delivery was rejected.</summary>
public static class RejectionReasons
{
    /// <summary>The body is not JSON, and could not be repaired.</summary>
    public const string MalformedJson = "malformed-json";

    /// <summary>The body is JSON, but not of a shape that this vendor is known to send.</summary>
    public const string UnexpectedShape = "unexpected-shape";

    /// <summary>The body is not JSON and can be read against the template in more than one way.</summary>
    public const string AmbiguousTemplate = "ambiguous-template";

    /// <summary>The JSON is nested deeper than 1,000 levels.</summary>
    public const string TooDeep = "too-deep";

    /// <summary>
    /// The body is no text in any character set that it may be in, and what could be decoded is not JSON.
    /// </summary>
    public const string UnreadableText = "unreadable-text";

    /// <summary>The body is compressed and inflates to more than is taken, or to too many times its length.</summary>
    public const string InflatesTooFar = "inflates-too-far";

    /// <summary>The mapper failed: a defect of this service. Replay after the fix.</summary>
    public const string MapperFailed = "mapper-failed";

    /// <summary>Processing failed until the queue gave up. Replay after the cause is gone.</summary>
    public const string ProcessingFailed = "processing-failed";

    /// <summary>No vendor of that name is registered.</summary>
    public const string UnknownVendor = "unknown-vendor";

    /// <summary>The message in the queue could not be decoded.</summary>
    public const string UnreadableMessage = "unreadable-message";
}
