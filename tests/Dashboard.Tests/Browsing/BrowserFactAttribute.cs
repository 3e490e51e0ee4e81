using Webhooks.Ingestion.Tests;

namespace Webhooks.Dashboard.Tests.Browsing;

/// <summary>A test that needs a browser; says so where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    /// <param name="atLength">Whether it takes so long that it only runs with LONG_TESTS=1.</param>
    public BrowserFactAttribute(bool atLength = false)
    {
        if (atLength && !LongTests.AreOn)
            Skip = "It takes long: LONG_TESTS=1 runs it.";
        if (Chromium.Path is null)
            Skip = "No Chromium here: apt-get install chromium-headless-shell, or set CHROMIUM to its path.";
    }
}
