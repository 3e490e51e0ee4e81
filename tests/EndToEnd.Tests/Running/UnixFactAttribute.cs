namespace Webhooks.EndToEnd.Tests.Running;

/// <summary>A test that sends signals, which Windows has not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "Windows has no signals.";
    }
}
