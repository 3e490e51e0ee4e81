using Webhooks.Infra.Tests.Reading;

namespace Webhooks.Infra.Tests;

/// <summary>A folder is taken in at a glance; one that holds more has parts that want names.</summary>
public sealed class FolderSizeTests
{
    private const int Most = 16;

    [Theory]
    [InlineData("src")]
    [InlineData("tools")]
    [InlineData("tests")]
    public void No_folder_has_more_than_16_source_files(string top) =>
        Assert.Empty(RepositoryFile.All(top, "*.cs")
            .GroupBy(file => file[..file.LastIndexOf('/')])
            .Where(folder => folder.Count() > Most)
            .Select(folder => $"{folder.Key}: {folder.Count()}"));
}
