using Webhooks.Infra.Tests.Reading;

namespace Webhooks.Infra.Tests;

/// <summary>A folder is taken in at a glance; one that holds more has parts that want names.</summary>
public sealed class FolderSizeTests
{
    private const int Most = 16;

    // Not parted yet; none of them may grow, and a new one is not added.
    private static readonly Dictionary<string, int> Larger = new()
    {
        ["tests/Dashboard.Tests"] = 21,
        ["tests/Infra.Tests"] = 21,
        ["tests/Simulation/Tables"] = 20,
    };

    [Theory]
    [InlineData("src")]
    [InlineData("tools")]
    [InlineData("tests")]
    public void No_folder_has_more_than_16_source_files(string top) =>
        Assert.Empty(RepositoryFile.All(top, "*.cs")
            .GroupBy(file => file[..file.LastIndexOf('/')])
            .Where(folder => folder.Count() > Larger.GetValueOrDefault(folder.Key, Most))
            .Select(folder => $"{folder.Key}: {folder.Count()}"));
}
