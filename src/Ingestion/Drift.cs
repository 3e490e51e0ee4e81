namespace Webhooks.Ingestion;

/// <summary>
/// Something a vendor sends that our picture of it does not have yet. Holds names, never values of a person.
/// </summary>
/// <param name="Kind">One of <see cref="DriftKinds"/>.</param>
/// <param name="Name">
/// The event's, field's or channel's name; for a field its path, e.g. <c>data.prospect.phone</c>.
/// </param>
/// <param name="Detail">For a type: what came instead, e.g. <c>string</c>; else empty.</param>
public readonly record struct Drift(string Kind, string Name, string Detail);

/// <summary>What can be new.</summary>
public static class DriftKinds
{
    /// <summary>An event name.</summary>
    public const string Event = "event";

    /// <summary>A field.</summary>
    public const string Field = "field";

    /// <summary>A known field of another JSON type.</summary>
    public const string FieldType = "field-type";

    /// <summary>A channel.</summary>
    public const string Channel = "channel";

    /// <summary>
    /// A field's time that cannot be read or believed; the detail is what it looks like, digits as <c>9</c>.
    /// </summary>
    public const string Time = "time";

    /// <summary>A declared character set that the text is not in; the detail is the one in which it was read.</summary>
    public const string Charset = "charset";

    /// <summary>A text with bytes that are no character; they are kept as escapes like <c>%C3</c>.</summary>
    public const string BrokenText = "broken-text";

    /// <summary>
    /// A body that holds what the vendor documents in another wrapping, e.g. a form's field, or mended.
    /// </summary>
    public const string Envelope = "envelope";

    /// <summary>Another vendor's body: its webhook was given this vendor's URL.</summary>
    public const string OtherVendor = "other-vendor";

    /// <summary>A field that still has its template's tag in place of a value.</summary>
    public const string UnfilledTag = "unfilled-tag";
}
