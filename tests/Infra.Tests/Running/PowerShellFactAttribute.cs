namespace Webhooks.Infra.Tests.Running;

/// <summary>
/// A test that runs PowerShell beside programs made of sh; where either is missing it is skipped and says so.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PowerShellFactAttribute : FactAttribute
{
    public PowerShellFactAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "Windows has no sh.";
        else if (!PowerShell.IsThere)
            Skip = "`dotnet tool restore` did not bring PowerShell, so infra/*.ps1 are not run.";
    }
}
