using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Webhooks.Infra.Tests.Reading;

namespace Webhooks.Infra.Tests.Compiling;

/// <summary>
/// Bicep's own compiler, the package Azure.Bicep.CommandLine, on infra/ or a copy of it.
/// </summary>
public static class Bicep
{
    private static readonly Lazy<BicepServer> Server = new(() => new BicepServer(Program!));

    /// <summary>The program; null where there is none for this machine.</summary>
    public static string? Program { get; } = typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .SingleOrDefault(data => data.Key == "Bicep")?.Value;

    /// <summary>The result of a method of the compiler, such as <c>bicep/compile</c>.</summary>
    public static Task<JsonElement> AskAsync(string method, object request) => Server.Value.AskAsync(method, request);

    /// <summary>All that the compiler says to a file and those that it uses, warnings included.</summary>
    public static async Task<string> SaysAsync(string file)
    {
        string method = file.EndsWith("param", StringComparison.Ordinal) ? "bicep/compileParams" : "bicep/compile";
        JsonElement answer = await AskAsync(
            method, new { path = file, parameterOverrides = new Dictionary<string, string>() });
        return string.Join('\n', answer.GetProperty("diagnostics").EnumerateArray().Select(Line));
    }

    /// <summary>Copies infra/ to a new folder, which the caller deletes.</summary>
    /// <param name="settings">
    /// Values of main.bicepparam's environment variables, as <c>NAME=value</c>. They are written in place of the
    /// defaults, since the compiler's environment is one for all.
    /// </param>
    public static string Copy(params string[] settings)
    {
        string folder = Directory.CreateTempSubdirectory("bicep-").FullName;
        foreach (string file in Directory.EnumerateFiles(RepositoryFile.Path("infra")))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        string parameters = Path.Combine(folder, "main.bicepparam");
        string text = File.ReadAllText(parameters);
        foreach (string[] setting in settings.Select(setting => setting.Split('=', 2)))
        {
            string pattern = $@"readEnvironmentVariable\('{setting[0]}', '[^']*'\)";
            Assert.Matches(pattern, text);
            text = Regex.Replace(text, pattern, $"readEnvironmentVariable('{setting[0]}', '{setting[1]}')");
        }

        File.WriteAllText(parameters, text);
        return folder;
    }

    private static string Line(JsonElement said)
    {
        int line = said.GetProperty("range").GetProperty("start").GetProperty("line").GetInt32() + 1;
        string? file = Path.GetFileName(said.GetProperty("source").GetString());
        return $"{file}({line}): {said.GetProperty("level")} {said.GetProperty("code")}: {said.GetProperty("message")}";
    }
}
