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
