namespace Webhooks.Ingestion;

/// <summary>Why a delivery could not be mapped.</summary>
/// <param name="Reason">One of <see cref="RejectionReasons"/>: short and stable, to group by.</param>
/// <param name="Error">A sentence for a person, without any of the delivery's content.</param>
public sealed record Rejection(string Reason, string Error);
