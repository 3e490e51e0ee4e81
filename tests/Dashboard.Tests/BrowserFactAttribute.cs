namespace Webhooks.Dashboard.Tests;

/// <summary>A test that needs a browser; says so where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Chromium.Path is null)
            Skip = "No Chromium here: apt-get install chromium, or set CHROMIUM to its path.";
    }
}
