using Webhooks.Storage.Contacts;

namespace Webhooks.Storage.Reading;

/// <summary>Which events of one vendor's day to read.</summary>
public sealed record EventQuery
{
    /// <summary>The vendor's name.</summary>
    public required string Vendor { get; init; }

    /// <summary>The day of OccurredAt, in UTC.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Only this type, or null.</summary>
    public string? Type { get; init; }

    /// <summary>Only where this is the ContactId or ContactEmail as the vendor wrote it, or null.</summary>
    public SoughtContact? Contact { get; init; }

    /// <summary>Only this campaign, exactly as the vendor wrote it, or null.</summary>
    public string? Campaign { get; init; }

    /// <summary>Only events whose row key comes after this one, or null.</summary>
    public string? After { get; init; }
}
