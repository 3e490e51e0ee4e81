namespace Webhooks.Faults.Tests.Processes;

/// <summary>A test that reads /proc.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = "Only Linux says in /proc how much memory a process had.";
    }
}
