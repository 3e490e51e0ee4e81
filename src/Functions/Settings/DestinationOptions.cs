namespace Webhooks.Functions.Settings;

/// <summary>The settings of a destination, as they are written; docs/destinations.md says what each is.</summary>
public sealed record DestinationOptions
{
    /// <summary>The names of all.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        nameof(Url), nameof(Secret), nameof(Types), nameof(Vendors), nameof(Format), nameof(MaxPerSecond), "Headers",
    ];

    /// <summary>Where to; empty switches it off.</summary>
    public string? Url { get; init; }

    /// <summary>Signs requests; empty signs none.</summary>
    public string? Secret { get; init; }

    /// <summary>Types with commas between them; empty is all.</summary>
    public string? Types { get; init; }

    /// <summary>Vendors with commas between them; empty is all.</summary>
    public string? Vendors { get; init; }

    /// <summary><c>cloudevent</c>, <c>cloudevents-batch</c> or <c>json</c>.</summary>
    public string? Format { get; init; }

    /// <summary>Requests a second of one instance; empty is any number.</summary>
    public string? MaxPerSecond { get; init; }
}
