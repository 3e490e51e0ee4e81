using System.Text.Json;
using Webhooks.Infra.Tests.Reading;

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

    private static async Task<string> CompileAsync() =>
        (await Bicep.AskAsync("bicep/compile", new { path = RepositoryFile.Path("infra/main.bicep") }))
            .GetProperty("contents").GetString()!;
}
