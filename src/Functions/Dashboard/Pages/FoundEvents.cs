using Webhooks.Ingestion;

namespace Webhooks.Functions.Dashboard.Pages;

/// <summary>What a search for a contact found.</summary>
/// <param name="Events">The events, newest first.</param>
/// <param name="SearchedTo">The earliest day that was looked at.</param>
/// <param name="IsWhole">Whether the days asked for were all looked at, whole.</param>
public sealed record FoundEvents(IReadOnlyList<EngagementEvent> Events, DateOnly SearchedTo, bool IsWhole);
