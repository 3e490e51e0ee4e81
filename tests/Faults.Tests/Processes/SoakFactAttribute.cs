namespace Webhooks.Faults.Tests.Processes;

/// <summary>A test that takes as many minutes as FAULTS_SOAK says, and is skipped where it says nothing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SoakFactAttribute : FactAttribute
{
    public const string Variable = "FAULTS_SOAK";

    public SoakFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable)))
            Skip = "Takes minutes: FAULTS_SOAK=10 dotnet test tests/Faults.Tests --filter Soak (on Linux).";
    }
}
