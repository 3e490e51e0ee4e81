using System.Text.Json;

namespace Webhooks.Infra.Tests.Compiling;

/// <summary>main.bicep as the ARM JSON that Azure is given.</summary>
public static class Template
{
    private static readonly Lazy<Task<string>> Compiled = new(CompileAsync);

    public static Task<string> TextAsync() => Compiled.Value;

    /// <summary>A section, such as <c>parameters</c>, of main.bicep itself.</summary>
    public static async Task<IReadOnlyDictionary<string, JsonElement>> SectionAsync(string name) =>
        JsonDocument.Parse(await Compiled.Value).RootElement.GetProperty(name).EnumerateObject()
            .ToDictionary(member => member.Name, member => member.Value);

    private static async Task<string> CompileAsync()
    {
        string folder = Bicep.Copy();
        try
        {
            string said = await Bicep.RunAsync(folder, ["build", "main.bicep", "--outfile", "main.json"]);
            string file = Path.Combine(folder, "main.json");
            Assert.True(File.Exists(file), said);
            return await File.ReadAllTextAsync(file);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
