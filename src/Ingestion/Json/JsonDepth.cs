namespace Webhooks.Ingestion.Json;

/// <summary>How deep JSON may be nested.</summary>
public static class JsonDepth
{
    /// <summary>The deepest delivery that is mapped: objects and arrays inside one another.</summary>
    public const int Limit = 1_000;

    /// <summary>
    /// The deepest <see cref="EngagementEvent.Data"/>: below the 64 at which most JSON readers stop, with room for
    /// what the data is wrapped in.
    /// </summary>
    public const int DataLimit = 48;
}
