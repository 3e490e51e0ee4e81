using System.Text.RegularExpressions;

namespace Webhooks.Infra.Tests.Reading;

/// <summary>Tables in Markdown files, found by the text of their first column's head.</summary>
public static partial class MarkdownTable
{
    /// <summary>The rows, cell by cell, of every table of the file with that head.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(string file, string firstHead)
    {
        List<IReadOnlyList<string>> rows = [];
        bool inside = false;
        foreach (string line in RepositoryFile.Text(file).Split('\n').Select(line => line.Trim()))
        {
            if (!line.StartsWith('|'))
                inside = false;
            else if (Cells(line)[0] == firstHead)
                inside = true;
            else if (inside && !line.StartsWith("|--", StringComparison.Ordinal)
                && !line.StartsWith("| --", StringComparison.Ordinal))
                rows.Add(Cells(line));
        }

        return rows;
    }

    /// <summary>What stands between backticks.</summary>
    public static IEnumerable<string> Code(string cell) =>
        Backticks().Matches(cell).Select(match => match.Groups[1].Value);

    private static List<string> Cells(string line) => [.. line.Trim('|').Split('|').Select(cell => cell.Trim())];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Backticks();
}
