using System.Globalization;
using Webhooks.Ingestion.Tests;

namespace Webhooks.Faults.Tests.Soak;

/// <summary>A test that takes half an hour, and is skipped unless somebody asks for it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SoakFactAttribute : FactAttribute
{
    private const int MinutesAtLength = 30;

    public SoakFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || Length == TimeSpan.Zero)
            Skip = "Takes half an hour: LONG_TESTS=1 dotnet test -c Release tests/Faults.Tests --filter Soak (Linux); "
                + "SOAK_MINUTES=3 instead of LONG_TESTS=1 makes it shorter.";
    }

    /// <summary>How long webhooks are sent; zero is not at all.</summary>
    public static TimeSpan Length { get; } = TimeSpan.FromMinutes(
        Environment.GetEnvironmentVariable("SOAK_MINUTES") is { Length: > 0 } minutes
            ? double.Parse(minutes, CultureInfo.InvariantCulture)
            : LongTests.Or(0, MinutesAtLength));
}
