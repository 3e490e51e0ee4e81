namespace Webhooks.Ingestion.Tests;

/// <summary>
/// The one switch for all that takes long: <c>LONG_TESTS=1</c> in the environment, as the nightly workflow and
/// <c>.ci/run --long</c> set it. CONTRIBUTING.md says what it adds.
/// </summary>
internal static class LongTests
{
    public static bool AreOn { get; } = Environment.GetEnvironmentVariable("LONG_TESTS") == "1";

    /// <summary>How many of something there are.</summary>
    public static int Or(int usually, int atLength) => AreOn ? atLength : usually;
}

/// <summary>A test that takes more than a person waits for: run where <see cref="LongTests.AreOn"/>.</summary>
internal sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute()
    {
        if (!LongTests.AreOn)
            Skip = "It takes long: LONG_TESTS=1 runs it.";
    }
}
