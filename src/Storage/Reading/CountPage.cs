using Webhooks.Storage.RollUp;

namespace Webhooks.Storage.Reading;

/// <summary>Some counts, by vendor and row key.</summary>
/// <param name="Next">Continues after them; null where there are no more.</param>
public sealed record CountPage(IReadOnlyList<DailyCount> Counts, string? Next);
