namespace Webhooks.Faults.Tests.Scenario;

/// <summary>A clock that is ahead, as far as it is told: for what waits for hours.</summary>
internal sealed class LaterClock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
