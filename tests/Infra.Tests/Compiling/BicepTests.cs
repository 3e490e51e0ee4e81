using Webhooks.Infra.Tests.Reading;

namespace Webhooks.Infra.Tests.Compiling;

/// <summary>The compiler has nothing to say about infra/: no error, no warning, nothing to format.</summary>
public sealed class BicepTests : IDisposable
{
    private readonly string _folder = Bicep.Copy();

    [BicepFact]
    public async Task Linter_with_all_its_rules_finds_nothing() =>
        Assert.Equal("", await Bicep.RunAsync(_folder, ["lint", "--pattern", "./*.bicep"]));

    [BicepTheory]
    [InlineData("small")]
    [InlineData("production")]
    public async Task Set_up_builds_without_a_word(string setup) => Assert.Equal("", await BuildAsync(setup));

    [BicepFact]
    public async Task Set_up_that_there_is_not_is_refused_with_one_that_there_is()
    {
        string said = await BuildAsync("smal");

        Assert.Contains("does not contain property \"smal\". Did you mean \"small\"?", said, StringComparison.Ordinal);
    }

    [BicepFact]
    public async Task Every_file_is_formatted_as_the_compiler_does()
    {
        Assert.Equal("", await Bicep.RunAsync(_folder, ["format", "--pattern", "./*.bicep*", "--newline-kind", "LF"]));

        Assert.All(
            Directory.EnumerateFiles(_folder, "*.bicep*"),
            file => Assert.Equal(
                RepositoryFile.Text($"infra/{Path.GetFileName(file)}"),
                File.ReadAllText(file).ReplaceLineEndings("\n")));
    }

    [BicepFact]
    public async Task Mistake_is_found_with_its_line_and_rule()
    {
        string file = Path.Combine(_folder, "budget.bicep");
        await File.AppendAllTextAsync(file, "\nparam notNeeded string\n");
        int line = (await File.ReadAllLinesAsync(file)).Length;

        string said = await Bicep.RunAsync(_folder, ["lint", "--pattern", "./*.bicep"]);

        Assert.Contains($"budget.bicep({line},7) : Warning no-unused-params", said, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<string> BuildAsync(string setup) => Bicep.RunAsync(
        _folder,
        ["build-params", "main.bicepparam", "--outfile", "out.json"],
        new Dictionary<string, string?> { ["WEBHOOKS_SETUP"] = setup });
}
