using System.Text.RegularExpressions;

namespace Webhooks.Infra.Tests.Reading;

/// <summary>Reads the plain parts of Bicep files that these tests need.</summary>
public static partial class Bicep
{
    public static IReadOnlyList<string> Files { get; } =
        [.. RepositoryFile.All("infra", "*.bicep"), .. RepositoryFile.All("infra", "*.bicepparam")];

    /// <summary>All files as one text, without comments.</summary>
    public static string Everything { get; } =
        string.Join('\n', Files.Select(file => Comment().Replace(RepositoryFile.Text(file), "")));

    /// <summary>The strings of <c>var name = [ 'a' 'b' ]</c>.</summary>
    public static IReadOnlyList<string> Strings(string file, string variable) =>
        [.. Quoted().Matches(Block(file, "var", variable, '[', ']')).Select(match => match.Groups[1].Value)];

    /// <summary>The names and raw values of <c>var name = { a: 1 }</c>, one level deep.</summary>
    public static IReadOnlyDictionary<string, string> Properties(string file, string variable, string kind = "var") =>
        Property().Matches(Block(file, kind, variable, '{', '}'))
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value.Trim('\''));

    /// <summary>The names of a file's parameters.</summary>
    public static IReadOnlyList<string> Parameters(string file) =>
        [.. Parameter().Matches(RepositoryFile.Text(file)).Select(match => match.Groups[1].Value)];

    private static string Block(string file, string kind, string name, char open, char close)
    {
        string text = RepositoryFile.Text(file);
        Match block = Regex.Match(text, $@"^{kind} {name} = \{open}$(.*?)^\{close}$", RegexOptions.Multiline | RegexOptions.Singleline);
        return block.Groups[1].Value;
    }

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex("^  '([^']*)'$", RegexOptions.Multiline)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^  '?(\w+)'?: (.*)$", RegexOptions.Multiline)]
    private static partial Regex Property();

    [GeneratedRegex(@"^param (\w+) ", RegexOptions.Multiline)]
    private static partial Regex Parameter();
}
