using Webhooks.Tools.Azurite;

namespace Webhooks.Infra.Tests.Reading;

/// <summary>Files of this checkout, by their path from its top.</summary>
public static class RepositoryFile
{
    public static string Path(string relative) => System.IO.Path.Combine(Repository.Root, relative);

    public static bool Exists(string relative) => File.Exists(Path(relative)) || Directory.Exists(Path(relative));

    public static string Text(string relative) => File.ReadAllText(Path(relative)).ReplaceLineEndings("\n");

    /// <summary>The files of a folder, as paths from the top with forward slashes.</summary>
    public static IReadOnlyList<string> All(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(Path(folder), pattern, SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Where(file =>
            !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];
}
