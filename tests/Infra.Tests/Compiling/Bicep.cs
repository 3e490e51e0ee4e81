using System.Reflection;
using Webhooks.Infra.Tests.Reading;
using Webhooks.Infra.Tests.Running;

namespace Webhooks.Infra.Tests.Compiling;

/// <summary>
/// Bicep's own compiler, the package Azure.Bicep.CommandLine, on a copy of infra/ that it may write to.
/// </summary>
public static class Bicep
{
    /// <summary>The program; null where there is none for this machine.</summary>
    public static string? Program { get; } = typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .SingleOrDefault(data => data.Key == "Bicep")?.Value;

    /// <summary>What it said, warnings included.</summary>
    public static async Task<string> RunAsync(
        string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        (_, string output) = await Command.RunAsync(Program!, folder, arguments, environment);
        return output.Trim();
    }

    /// <summary>Copies infra/ to a new folder, which the caller deletes.</summary>
    public static string Copy()
    {
        string folder = Directory.CreateTempSubdirectory("bicep-").FullName;
        foreach (string file in Directory.EnumerateFiles(RepositoryFile.Path("infra")))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        return folder;
    }
}
