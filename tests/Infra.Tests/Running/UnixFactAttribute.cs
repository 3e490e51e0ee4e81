namespace Webhooks.Infra.Tests.Running;

/// <summary>A test that runs a shell script, which Windows has not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "Windows has no sh.";
    }
}
