namespace Webhooks.Storage.Reading;

/// <summary>Which events to list, of several vendors and days.</summary>
public sealed record EventSelection
{
    /// <summary>The vendors' names.</summary>
    public required IReadOnlyList<string> Vendors { get; init; }

    /// <summary>The first day of OccurredAt, in UTC.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day, included.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Only this hour of each day, 0 to 23, or null.</summary>
    public int? Hour { get; init; }

    /// <summary>Only this type, or null.</summary>
    public string? Type { get; init; }

    /// <summary>Only this channel, <c>none</c> for events without one, or null for all.</summary>
    public string? Channel { get; init; }

    /// <summary>Only this campaign, exactly as the vendor wrote it, or null.</summary>
    public string? Campaign { get; init; }

    /// <summary>Only this step of a campaign, or null.</summary>
    public string? CampaignStep { get; init; }

    /// <summary>Only this ContactId or ContactEmail, exactly as the vendor wrote it, or null.</summary>
    public string? Contact { get; init; }
}
