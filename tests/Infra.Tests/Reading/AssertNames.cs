namespace Webhooks.Infra.Tests.Reading;

/// <summary>Compares names, and says which are missing or too many.</summary>
public static class AssertNames
{
    public static void Equal(IEnumerable<string> expected, IEnumerable<string> actual, string where)
    {
        string[] missing = [.. expected.Except(actual).Order(StringComparer.Ordinal)];
        string[] extra = [.. actual.Except(expected).Order(StringComparer.Ordinal)];
        Assert.True(
            missing.Length + extra.Length == 0,
            $"{where}: missing [{string.Join(", ", missing)}], too many [{string.Join(", ", extra)}].");
    }
}
