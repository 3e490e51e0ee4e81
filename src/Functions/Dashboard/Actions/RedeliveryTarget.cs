using Webhooks.Functions.Http;
using Webhooks.Storage.Sending;

namespace Webhooks.Functions.Dashboard.Actions;

/// <summary>
/// What a form asks to send again to a destination of what is parked for it: one event; those that happened on some
/// days; or all.
/// </summary>
/// <param name="Destination">The destination's name.</param>
/// <param name="EventId">The event's id, or null.</param>
/// <param name="From">The first day, or null.</param>
/// <param name="To">The last day, included, or null.</param>
public sealed record RedeliveryTarget(string Destination, string? EventId, DateOnly? From, DateOnly? To)
{
    /// <summary>What it is called.</summary>
    public string Name => this switch
    {
        { EventId: { } id } => $"the event {id}",
        { From: { } from, To: { } to } when from == to => $"what happened on {Display.Iso(from)}",
        { From: { } from, To: { } to } => $"what happened on {Display.Iso(from)} to {Display.Iso(to)}",
        { From: { } from } => $"what happened since {Display.Iso(from)}",
        { To: { } to } => $"what happened until {Display.Iso(to)}",
        _ => "all",
    };

    /// <summary>The fields of a form that asks for it.</summary>
    public IEnumerable<(string Name, string Value)> Fields =>
        new (string Name, string? Value)[]
        {
            ("destination", Destination),
            ("event", EventId),
            ("from", From is { } from ? Display.Iso(from) : null),
            ("to", To is { } to ? Display.Iso(to) : null),
        }.Where(one => one.Value is not null).Select(one => (one.Name, one.Value!));

    /// <summary>Reads it of a form.</summary>
    /// <returns>Null where the form asks for days that are none: not for all instead.</returns>
    internal static RedeliveryTarget? Of(string destination, UrlEncoded form)
    {
        RedeliveryTarget target = new(
            destination, form["event"] is { Length: > 0 } id ? id : null, form.Day("from"), form.Day("to"));
        bool asksForDays = form["from"] is not null || form["to"] is not null;
        return !asksForDays || target.From <= target.To ? target : null;
    }

    /// <summary>What a job was asked for.</summary>
    public static RedeliveryTarget Of(RedeliveryRequest request) => new(
        request.Destination,
        request.EventId,
        ReplayTarget.FirstDayOf(request.From),
        ReplayTarget.LastDayOf(request.To));

    /// <summary>As the redelivery takes it.</summary>
    public RedeliveryRequest ToRequest() => new(Destination)
    {
        EventId = EventId,
        From = From is { } from ? ReplayTarget.StartOf(from) : null,
        To = To is { } to ? ReplayTarget.StartOf(to.AddDays(1)) : null,
    };
}
