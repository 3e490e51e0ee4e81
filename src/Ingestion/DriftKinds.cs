namespace Webhooks.Ingestion;

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

    /// <summary>A body or query that had to be unwrapped or mended before it was read; the detail shows what it looks like.</summary>
    public const string Envelope = "envelope";

    /// <summary>Another vendor's body: its webhook was given this vendor's URL.</summary>
    public const string OtherVendor = "other-vendor";

    /// <summary>A field that still has its template's tag in place of a value.</summary>
    public const string UnfilledTag = "unfilled-tag";
}
