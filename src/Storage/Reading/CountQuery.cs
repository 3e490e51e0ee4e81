namespace Webhooks.Storage.Reading;

/// <summary>Which counts to read.</summary>
public sealed record CountQuery
{
    /// <summary>The vendors' names.</summary>
    public required IReadOnlyList<string> Vendors { get; init; }

    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day, included.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Only this type, or null.</summary>
    public string? Type { get; init; }

    /// <summary>By campaign and step, events without a campaign left out.</summary>
    public bool ByCampaign { get; init; }

    /// <summary>By campaign, whether with which contacts they are of, which is several times as much to read.</summary>
    public bool WithContacts { get; init; }
}
