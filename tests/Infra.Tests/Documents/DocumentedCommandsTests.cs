using System.Text.Json;
using System.Text.RegularExpressions;
using Webhooks.Infra.Tests.Reading;
using Webhooks.Infra.Tests.Running;

namespace Webhooks.Infra.Tests.Documents;

/// <summary>
/// The commands that the documents give. Those for Azure run word for word, beside programs that only note what they
/// are asked; those for tests name tests that are there. (Those for a running service: tests/EndToEnd.Tests.)
/// </summary>
public sealed partial class DocumentedCommandsTests : IDisposable
{
    // Notes its name and arguments, each behind a NUL, and prints what could be an answer of it.
    private const string Program = """
        #!/bin/sh
        { printf '%s\0' "$(basename "$0")" "$@"; printf '\n'; } >> "$NOTES"
        echo value
        """;

    private static readonly string[] Programs = ["az", "azd", "azcopy", "curl", "dotnet", "gh", "git"];

    private readonly string _folder = Directory.CreateTempSubdirectory("documented-").FullName;

    [UnixTheory]
    [InlineData("docs/deploying.md")]
    [InlineData("docs/operating.md")]
    public async Task Commands_for_Azure_run_as_written(string file)
    {
        foreach (string program in Programs)
        {
            string path = Path.Combine(_folder, program);
            await File.WriteAllTextAsync(path, Program);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        foreach (string block in Shell().Matches(RepositoryFile.Text(file)).Select(match => match.Groups[1].Value))
        {
            string notes = Path.Combine(_folder, "notes");
            (int exitCode, string output) = await Command.RunAsync(
                "sh",
                _folder,
                ["-euc", VariablesOfTheBlocksBefore + block],
                new Dictionary<string, string?>
                {
                    ["PATH"] = $"{_folder}:{Environment.GetEnvironmentVariable("PATH")}",
                    ["NOTES"] = notes,
                });
            Assert.True(exitCode == 0, $"{file}: {block}{output}");
            string[] arguments = (await File.ReadAllTextAsync(notes)).Split('\0', '\n');
            foreach (string argument in arguments.Where(argument => argument.StartsWith('{')))
                JsonDocument.Parse(argument).Dispose();
            AssertProjects(block);
            File.Delete(notes);
        }
    }

    [Fact]
    public void Tests_that_a_command_picks_are_there()
    {
        string[] documents = ["README.md", "CONTRIBUTING.md", .. RepositoryFile.All("docs", "*.md")];
        (string Project, string Filter)[] commands =
        [
            .. documents.SelectMany(document => Test().Matches(RepositoryFile.Text(document)))
                .Select(match => (match.Groups[1].Value, match.Groups[2].Value)).Distinct(),
        ];

        Assert.NotEmpty(commands);
        Assert.All(commands, command => Assert.Contains(
            RepositoryFile.All(command.Project, "*.cs").Select(RepositoryFile.Text),
            text => Named().Matches(text).Any(
                name => name.Value.Contains(command.Filter, StringComparison.Ordinal))));
        Assert.All(documents, document => AssertProjects(RepositoryFile.Text(document)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // What a reader has from the commands further up.
    private const string VariablesOfTheBlocksBefore = "group=g app=a account=s url=https://example.invalid\n";

    private static void AssertProjects(string text) => Assert.All(
        Project().Matches(text).Select(match => match.Groups[1].Value),
        project => Assert.NotEmpty(Directory.GetFiles(RepositoryFile.Path(project), "*.csproj")));

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Shell();

    [GeneratedRegex(@"dotnet test (tests/[\w.]+) --filter (\w+)")]
    private static partial Regex Test();

    [GeneratedRegex(@"--project ([\w./]+)")]
    private static partial Regex Project();

    // A class, or a method that is a test, with what the runner puts before its name.
    [GeneratedRegex(@"class \w+|(?:void|Task) \w+(?=\()")]
    private static partial Regex Named();
}
