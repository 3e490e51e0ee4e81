namespace Webhooks.Ingestion.Tests.Golden;

/// <summary>Where the fixtures lie: <c>tests/Fixtures/{vendor}/{case}/</c>.</summary>
internal static class FixtureFolder
{
    /// <summary>The repository's root.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary><c>tests/Fixtures</c>.</summary>
    public static string Root { get; } = Path.Combine(Repository, "tests", "Fixtures");

    /// <summary>Every case below a root, in a fixed order.</summary>
    public static IEnumerable<GoldenCase> Cases(string root) =>
        from vendor in Directory.GetDirectories(root).Order(StringComparer.Ordinal)
        from folder in Directory.GetDirectories(vendor).Order(StringComparer.Ordinal)
        select new GoldenCase(folder);

    private static string FindRepository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Functions.sln")))
            folder = folder.Parent;
        return folder?.FullName
            ?? throw new InvalidOperationException("Functions.sln is in no folder above the tests.");
    }
}
