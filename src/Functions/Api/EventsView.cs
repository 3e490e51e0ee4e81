using Webhooks.Ingestion;

namespace Webhooks.Functions.Api;

/// <summary>A page of events.</summary>
internal sealed record EventsView(string Vendor, DateOnly Day, IReadOnlyList<EngagementEvent> Events, string? Next);
