namespace Webhooks.Storage.Status;

/// <summary>How many deliveries of a vendor are rejected.</summary>
/// <param name="Count">The number, of at most <see cref="StatusReader.MaxRejected"/>.</param>
/// <param name="HasMore">Whether there are more.</param>
/// <param name="ByReason">The number of each reason, the most frequent first.</param>
public sealed record RejectedState(string Vendor, int Count, bool HasMore, IReadOnlyDictionary<string, int> ByReason);
