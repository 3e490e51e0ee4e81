using Webhooks.Ingestion;

namespace Webhooks.Storage.Reading;

/// <summary>Some events of one vendor's day, newest first.</summary>
/// <param name="Next">
/// Continues after them; null where there are no more. A page may be short, even empty, and still go on.
/// </param>
public sealed record EventPage(IReadOnlyList<EngagementEvent> Events, string? Next);
