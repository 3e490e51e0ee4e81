using Webhooks.Ingestion.Tests;

namespace Webhooks.Faults.Tests.Processes;

/// <summary>A test that takes ten minutes, and is skipped but for <see cref="LongTests"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SoakFactAttribute : FactAttribute
{
    public SoakFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || !LongTests.AreOn)
            Skip = "Takes ten minutes: LONG_TESTS=1 dotnet test tests/Faults.Tests --filter Soak (on Linux).";
    }
}
