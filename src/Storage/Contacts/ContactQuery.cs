namespace Webhooks.Storage.Contacts;

/// <summary>Which events of a contact to read.</summary>
/// <param name="Contact">The contact.</param>
/// <param name="Vendors">The vendors' names.</param>
/// <param name="From">The first day of OccurredAt, in UTC.</param>
/// <param name="To">The last one.</param>
public sealed record ContactQuery(
    SoughtContact Contact, IReadOnlyCollection<string> Vendors, DateOnly From, DateOnly To)
{
    /// <summary>Only this type, or null.</summary>
    public string? Type { get; init; }

    /// <summary>Only this campaign, exactly as the vendor wrote it, or null.</summary>
    public string? Campaign { get; init; }
}
