using Webhooks.Functions.Http;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Replay;

namespace Webhooks.Functions.Dashboard.Actions;

/// <summary>
/// What a form asks to replay: one delivery; or a vendor's rejected ones, of one reason or all; or all that a vendor
/// sent on some days.
/// </summary>
/// <param name="Id">The delivery's id, or null.</param>
/// <param name="Vendor">The vendor's name, or null.</param>
/// <param name="Reason">The reason, or null.</param>
/// <param name="IsRejected">Whether all reasons are meant.</param>
/// <param name="From">The first day of receipt, or null.</param>
/// <param name="To">The last day, included, or null.</param>
public sealed record ReplayTarget(
    string? Id, string? Vendor, string? Reason, bool IsRejected, DateOnly? From, DateOnly? To)
{
    /// <summary>
    /// Whether all of their events are sent to the destinations again; else those that are new, as ever.
    /// </summary>
    public bool IsSent { get; init; }

    /// <summary>Whether it names something.</summary>
    public bool IsWhole => Id is not null || (Vendor is not null && (Reason is not null || IsRejected || From <= To));

    /// <summary>The fields of a form that asks for it.</summary>
    public IEnumerable<(string Name, string Value)> Fields =>
        new (string Name, string? Value)[]
        {
            ("id", Id),
            ("vendor", Vendor),
            ("reason", Reason),
            ("rejected", IsRejected ? "1" : null),
            ("from", From is { } from ? Display.Iso(from) : null),
            ("to", To is { } to ? Display.Iso(to) : null),
        }.Where(one => one.Value is not null).Select(one => (one.Name, one.Value!));

    internal static ReplayTarget Of(UrlEncoded form) => new(
        Text(form["id"]),
        Text(form["vendor"]),
        Text(form["reason"]),
        form["rejected"] == "1",
        form.Day("from"),
        form.Day("to"))
    {
        IsSent = form["send"] == "1",
    };

    /// <summary>What a job was asked for.</summary>
    public static ReplayTarget Of(ReplayRequest request) => new(
        request.DeliveryId,
        request.Vendor,
        request.Reason,
        request.Rejected && request.Reason is null,
        FirstDayOf(request.From),
        LastDayOf(request.To))
    {
        IsSent = request.Send,
    };

    /// <summary>As the replay takes it.</summary>
    public ReplayRequest ToRequest() => this switch
    {
        { Id: not null } => new ReplayRequest { DeliveryId = Id, Send = IsSent },
        { Reason: not null } or { IsRejected: true } =>
            new ReplayRequest { Vendor = Vendor, Rejected = true, Reason = Reason, Send = IsSent },
        _ => new ReplayRequest
        {
            Vendor = Vendor,
            From = StartOf(From!.Value),
            To = StartOf(To!.Value.AddDays(1)),
            Send = IsSent,
        },
    };

    /// <summary>What it is called.</summary>
    public string NameIn(VendorRegistry vendors)
    {
        string vendor = vendors.DisplayNameOf(Vendor ?? "all vendors");
        return this switch
        {
            { Id: not null } => "the delivery",
            { Reason: not null } => $"{vendor}'s {Reason}",
            { From: { } from, To: { } to } => $"{vendor}'s deliveries of {Display.Iso(from)} to {Display.Iso(to)}",
            _ => $"{vendor}'s rejected deliveries",
        };
    }

    internal static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    internal static DateOnly? FirstDayOf(DateTimeOffset? from) =>
        from is { } time ? DateOnly.FromDateTime(time.UtcDateTime) : null;

    internal static DateOnly? LastDayOf(DateTimeOffset? to) =>
        to is { } time ? DateOnly.FromDateTime(time.UtcDateTime.AddTicks(-1)) : null;

    private static string? Text(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
