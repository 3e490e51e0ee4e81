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
