namespace Webhooks.Infra.Tests.Running;

/// <summary>A test that takes more than a person waits for: run where <c>LONG_TESTS=1</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("LONG_TESTS") != "1")
            Skip = "It builds the app: set LONG_TESTS=1.";
    }
}
