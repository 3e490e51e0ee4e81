using Webhooks.Infra.Tests.Reading;

namespace Webhooks.Infra.Tests.Syntax;

/// <summary>Every file under infra/ is Bicep, as far as its grammar goes.</summary>
public sealed class BicepSyntaxTests
{
    [NodeFact]
    public async Task Every_file_parses() =>
        Assert.Equal("", await BicepGrammar.ComplaintsAsync(Bicep.Files.Select(RepositoryFile.Path)));

    [NodeFact]
    public async Task Broken_file_is_found_with_its_line()
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".bicep");
        await File.WriteAllTextAsync(file, "param a string\nvar b = {\n  c: [\n}\n");
        try
        {
            Assert.Contains($"{file}:", await BicepGrammar.ComplaintsAsync([file]), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
