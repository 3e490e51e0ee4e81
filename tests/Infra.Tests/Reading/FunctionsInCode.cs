using System.Text.RegularExpressions;

namespace Webhooks.Infra.Tests.Reading;

/// <summary>The functions, by the names that Azure knows them by.</summary>
public static partial class FunctionsInCode
{
    public static IReadOnlyList<string> Names { get; } = [.. RepositoryFile.All("src/Functions", "*.cs")
        .SelectMany(file => Attribute().Matches(RepositoryFile.Text(file)))
        .Select(match => match.Groups["name"].Value)];

    [GeneratedRegex("""\[Function\((?:nameof\((?<name>\w+)\)|"(?<name>\w+)")\)\]""")]
    private static partial Regex Attribute();
}
