using System.Globalization;
using System.Text;

namespace Webhooks.Faults.Tests.Matrix;

/// <summary>
/// The results as a table: a row for each kind of storage call, a column for each fault, passed cases of all.
/// </summary>
internal static class MatrixTable
{
    public static string Print(IReadOnlyCollection<CaseResult> results)
    {
        var cells = results
            .Select(result => (Result: result, Key: KeyOf(result.Case)))
            .GroupBy(result => result.Key)
            .ToDictionary(group => group.Key, group => group.Select(result => result.Result).ToList());
        string[] columns = [.. cells.Keys.Select(key => key.Column).Distinct()];
        string[] rows = [.. cells.Keys.Select(key => key.Row).Distinct().Order(StringComparer.Ordinal)];
        StringBuilder table = new();
        table.AppendLine(CultureInfo.InvariantCulture, $"| storage call | {string.Join(" | ", columns)} |");
        table.AppendLine(
            CultureInfo.InvariantCulture, $"|---|{string.Concat(Enumerable.Repeat("---|", columns.Length))}");
        foreach (string row in rows)
        {
            IEnumerable<string> line = columns.Select(column => Cell(cells.GetValueOrDefault((row, column))));
            table.AppendLine(CultureInfo.InvariantCulture, $"| {row} | {string.Join(" | ", line)} |");
        }

        return table.ToString();
    }

    private static (string Row, string Column) KeyOf(FaultCase faults) => faults switch
    {
        FaultCase.Points { At: [var only] } => (only.Kind, only.Column),
        FaultCase.Points => ("two calls", "mixed"),
        _ => ("any call", "mixed"),
    };

    private static string Cell(List<CaseResult>? results)
    {
        if (results is null)
            return "";
        int struck = results.Count(result => result.Struck);
        int passed = results.Count(result => result.Struck && result.Problems.Count == 0);
        return passed == struck ? $"{passed}" : $"{passed} of {struck}";
    }
}
