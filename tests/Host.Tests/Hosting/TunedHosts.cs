namespace Webhooks.Host.Tests.Hosting;

/// <summary>
/// The app with other settings than the sample's, for cases that need them or that end it: then the next one starts it
/// again.
/// </summary>
public sealed class TunedHosts : Hosts
{
    /// <summary>The collection whose cases share them.</summary>
    public const string Name = "Hosts with settings of their own";

    public const int MaxBodyBytes = 64 * 1024 * 1024;

    public static readonly TimeSpan BetweenRollUps = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["MaxBodyBytes"] = $"{MaxBodyBytes}",
        ["RollupSchedule"] = $"*/{BetweenRollUps.Seconds} * * * * *",
        // A message whose worker died is tried again at once instead of after host.json's two minutes, and the timers
        // of a host that was killed are another's within half a minute instead of two.
        ["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:01",
        ["AzureFunctionsJobHost__singleton__listenerLockPeriod"] = "00:00:15",
        ["AzureFunctionsJobHost__singleton__listenerLockRecoveryPollingInterval"] = "00:00:15",
    };
}

/// <summary>Names the collection.</summary>
[CollectionDefinition(TunedHosts.Name)]
public sealed class HostsOfTheirOwn : ICollectionFixture<TunedHosts>;
