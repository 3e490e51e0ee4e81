using Webhooks.Ingestion;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Api;

/// <summary>A page of events: of a vendor's day, or of a contact in a range of days.</summary>
internal sealed record EventsView(string? Vendor, DateOnly? Day, IReadOnlyList<EngagementEvent> Events, string? Next)
{
    /// <summary>The first day, of a contact's events.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day, of a contact's events.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Where the range begins before the index: what was received before this day is left out.</summary>
    public DateOnly? IndexedFrom { get; init; }

    public static EventsView Of(EventQuery query, EventPage page) =>
        new(query.Vendor, query.Day, page.Events, page.Next);
}
