namespace Webhooks.Simulation.Instances;

/// <summary>The app's settings, as far as they matter here.</summary>
internal sealed record InstanceOptions
{
    /// <summary>How many whole days are kept; 0 keeps all.</summary>
    public int RetentionDays { get; init; }
}
