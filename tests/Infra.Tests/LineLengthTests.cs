using Webhooks.Infra.Tests.Reading;

namespace Webhooks.Infra.Tests;

/// <summary>120 characters, so that two files fit beside each other and a diff is read without scrolling.</summary>
public sealed class LineLengthTests
{
    private const int Longest = 120;

    [Theory]
    [InlineData("src")]
    [InlineData("tools")]
    [InlineData("tests")]
    public void No_line_is_longer_than_120_characters(string folder)
    {
        string[] tooLong =
        [
            .. RepositoryFile.All(folder, "*.cs").Concat(RepositoryFile.All(folder, "*.cshtml"))
                .SelectMany(file => RepositoryFile.Text(file).Split('\n')
                .Select((line, index) => (Line: line, Place: $"{file}:{index + 1}"))
                .Where(found => found.Line.Length > Longest && !IsOnePiece(found.Line, folder))
                .Select(found => $"{found.Place}: {found.Line.Length} characters")),
        ];

        Assert.True(tooLong.Length == 0, string.Join("\n", tooLong));
    }

    /// <summary>An address has no place to be broken at; a test's webhook is clearest as it would be sent.</summary>
    private static bool IsOnePiece(string line, string folder) =>
        line.Trim(' ', '/').StartsWith("https://", StringComparison.Ordinal)
        || (folder == "tests" && (line.Contains("{\"", StringComparison.Ordinal)
            || line.Contains("\":", StringComparison.Ordinal) || line.Contains("\\\"", StringComparison.Ordinal)));
}
