namespace Webhooks.Storage.Tests;

/// <summary>A clock that a test sets; how long things take is real.</summary>
internal sealed class ManualClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
