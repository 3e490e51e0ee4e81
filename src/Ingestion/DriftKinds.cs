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
}
