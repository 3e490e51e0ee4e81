namespace Webhooks.Dashboard.Tests.Browsing;

/// <summary>As <see cref="BrowserFactAttribute"/>, for a test with arguments.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    /// <param name="atLength">Whether it takes so long that it only runs with LONG_TESTS=1.</param>
    public BrowserTheoryAttribute(bool atLength = false) => Skip = new BrowserFactAttribute(atLength).Skip;
}
