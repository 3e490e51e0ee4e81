namespace Webhooks.Dashboard.Tests;

/// <summary>As <see cref="BrowserFactAttribute"/>, for a test with arguments.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = new BrowserFactAttribute().Skip;
}
