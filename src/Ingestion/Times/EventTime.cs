namespace Webhooks.Ingestion.Times;

/// <summary>
/// When an event happened, and where that puts its row. A time that the vendor sent for the event is the same when the
/// event comes again. One that stands in for it, of the webhook or of the receipt, is not: such an event is filed by
/// its day alone, so that a repeat is the same row.
/// </summary>
/// <param name="OccurredAt">UTC, whole milliseconds.</param>
/// <param name="Source">One of <see cref="TimeSources"/>.</param>
/// <param name="IsFiledByDay">True where it may be another when the event comes again.</param>
internal readonly record struct EventTime(DateTimeOffset OccurredAt, string Source, bool IsFiledByDay)
{
    /// <summary>The time that the row's key and the event's id hold: UTC, whole milliseconds.</summary>
    public DateTimeOffset FiledAt =>
        IsFiledByDay ? new DateTimeOffset(OccurredAt.UtcDateTime.Date, TimeSpan.Zero) : OccurredAt;

    /// <summary>The event's id.</summary>
    /// <param name="id">What <see cref="EventIdentity.Parts"/> made, with this time among the parts.</param>
    public string ToEventId(string id) => IsFiledByDay ? EventIdentity.OnDay(id, OccurredAt) : id;

    /// <summary><see cref="EngagementEvent.UndatedId"/>.</summary>
    /// <inheritdoc cref="ToEventId"/>
    public string? ToUndatedId(string id) => IsFiledByDay ? id : null;

    /// <summary>A time that the vendor sent for this event.</summary>
    public static EventTime Sent(DateTimeOffset at) => new(at, TimeSources.Vendor, IsFiledByDay: false);

    /// <summary>A time that the vendor sent for the webhook, which is another when it sends that again.</summary>
    public static EventTime OfWebhook(DateTimeOffset at) => new(at, TimeSources.Vendor, IsFiledByDay: true);

    /// <summary>The time of receipt.</summary>
    public static EventTime OfReceipt(DateTimeOffset at) => new(at, TimeSources.Receipt, IsFiledByDay: true);
}
