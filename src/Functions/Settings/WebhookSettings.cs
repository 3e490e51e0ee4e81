namespace Webhooks.Functions.Settings;

/// <summary>The settings that are ours; each is in README's table and in local.settings.sample.json.</summary>
public sealed record WebhookSettings
{
    /// <summary><c>MaxBodyBytes</c>: the largest body that is taken, in bytes.</summary>
    public int MaxBodyBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// <c>RetentionDays</c>: how long events and deliveries are kept, in days; 0 keeps them for good.
    /// </summary>
    public int RetentionDays { get; init; }

    /// <summary>
    /// <c>PartitionsPerVendorDay</c>: over how many table partitions a vendor's day is spread, from some days after it
    /// was set on.
    /// </summary>
    public int PartitionsPerVendorDay { get; init; } = 1;

    /// <summary><c>RollupSchedule</c>; null where it is not set.</summary>
    public RollupSchedule? RollupSchedule { get; init; }
}
