using Webhooks.Infra.Tests.Reading;

namespace Webhooks.Infra.Tests.Compiling;

/// <summary>
/// The compiler has nothing to say about infra/, with all rules of its linter: no error, no warning, nothing to format.
/// </summary>
public sealed class BicepTests
{
    [BicepTheory]
    [InlineData("small")]
    [InlineData("production")]
    public async Task Set_up_builds_without_a_word(string setup) => Assert.Equal("", await BuildAsync(setup));

    // So what the compiler says to that one is all that it has to say.
    [Fact]
    public void Every_file_is_part_of_main()
    {
        string[] files = [.. RepositoryFile.All("infra", "*.bicep").Select(file => Path.GetFileName(file)!)];
        HashSet<string> reached = ["main.bicep"];
        while (files.Where(file => !reached.Contains(file) && reached.Any(from => Uses(from, file))).ToArray()
            is { Length: > 0 } more)
            reached.UnionWith(more);

        AssertNames.Equal(files, reached, "what infra/main.bicepparam leads to");

        static bool Uses(string from, string file) =>
            RepositoryFile.Text($"infra/{from}").Contains($"'{file}'", StringComparison.Ordinal)
            || (from == "main.bicep"
                && RepositoryFile.Text("infra/main.bicepparam").Contains($"'{file}'", StringComparison.Ordinal));
    }

    [BicepFact]
    public async Task Set_up_that_there_is_not_is_refused_with_one_that_there_is() => Assert.Contains(
        "does not contain property \"smal\". Did you mean \"small\"?",
        await BuildAsync("smal"),
        StringComparison.Ordinal);

    [BicepFact]
    public async Task Every_file_is_formatted_as_the_compiler_does()
    {
        string[] files = [.. RepositoryFile.All("infra", "*.bicep*").Where(
            file => Path.GetExtension(file) is ".bicep" or ".bicepparam")];
        Assert.NotEmpty(files);
        foreach (string file in files)
        {
            string formatted = (await Bicep.AskAsync("bicep/format", new { path = RepositoryFile.Path(file) }))
                .GetProperty("contents").GetString()!;
            Assert.Equal(RepositoryFile.Text(file), formatted.ReplaceLineEndings("\n"));
        }
    }

    [BicepFact]
    public async Task Mistake_is_found_with_its_line_and_rule()
    {
        string folder = Bicep.Copy();
        try
        {
            string file = Path.Combine(folder, "budget.bicep");
            await File.AppendAllTextAsync(file, "\nparam notNeeded string\n");
            int line = (await File.ReadAllLinesAsync(file)).Length;

            string said = await Bicep.SaysAsync(Path.Combine(folder, "main.bicepparam"));

            Assert.Contains($"budget.bicep({line}): Warning no-unused-params", said, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> BuildAsync(string setup)
    {
        string folder = Bicep.Copy($"WEBHOOKS_SETUP={setup}");
        try
        {
            return await Bicep.SaysAsync(Path.Combine(folder, "main.bicepparam"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
