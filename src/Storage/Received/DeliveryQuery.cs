namespace Webhooks.Storage.Received;

/// <summary>Which deliveries to list.</summary>
public sealed record DeliveryQuery
{
    /// <summary>The vendors' names.</summary>
    public required IReadOnlyList<string> Vendors { get; init; }

    /// <summary>The first day of receipt, in UTC.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day of receipt, included.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Only this one of <see cref="Deliveries.DeliveryStatuses"/>, or null.</summary>
    public string? Status { get; init; }

    /// <summary>Only ids that hold this text, or null.</summary>
    public string? Text { get; init; }
}
