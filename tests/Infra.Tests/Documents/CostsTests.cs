using System.Globalization;
using System.Text.RegularExpressions;
using Webhooks.Infra.Tests.Reading;

namespace Webhooks.Infra.Tests.Documents;

/// <summary>The bill in docs/deploying.md adds up, from the operations that docs/performance.md counted.</summary>
public sealed class CostsTests
{
    private const double Queue = 0.40; // dollars for a million, as the table of prices has it
    private const double Table = 0.036;

    private static readonly IReadOnlyList<IReadOnlyList<string>> Bill =
        MarkdownTable.Rows("docs/deploying.md", "a month");

    [Theory]
    [InlineData("alone", "together", 1)]
    [InlineData("alone", "together", 2)]
    [InlineData("alone", "together", 3)]
    [InlineData("together", "alone", 1)]
    [InlineData("together", "alone", 2)]
    [InlineData("together", "alone", 3)]
    public void Sums_are_the_sums_of_their_column(string wanted, string other, int column)
    {
        double sum = Bill.Where(row => !row[0].Contains("sum", StringComparison.Ordinal)
                && !row[0].Contains(other, StringComparison.Ordinal)
                && !row[0].Contains("64 connections", StringComparison.Ordinal))
            .Sum(row => Dollars(row[column]));

        Assert.Equal(sum, Dollars(Row($"**sum, {wanted}**")[column]), tolerance: 0.005);
    }

    [Theory]
    [InlineData("storage operations, alone", "idle (one at a time)")]
    [InlineData("storage operations at 64 connections", "64 connections")]
    [InlineData("storage operations, together", "256 connections")]
    public void Operations_cost_what_was_counted(string row, string measured)
    {
        IReadOnlyList<string> counted = MarkdownTable.Rows("docs/performance.md", "measured")
            .Single(figure => figure[0] == $"{measured}: storage operations per million webhooks");
        double[] operations = [.. Regex.Matches(counted[1], @"\(?([\d.]+) × \$")
            .Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];
        double million = (operations[0] * Queue) + (operations[1] * Table);

        Assert.Equal(
            [million / 100, million, million * 100],
            Row(row).Skip(1).Select(Dollars),
            (expected, actual) => Math.Abs(expected - actual) <= 0.0051);
    }

    private static IReadOnlyList<string> Row(string begins) =>
        Bill.Single(row => row[0].StartsWith(begins, StringComparison.Ordinal));

    private static double Dollars(string cell) => Regex.Match(cell, @"\*\*([\d,.]+)\*\*") is { Success: true } match
        ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
        : 0;
}
