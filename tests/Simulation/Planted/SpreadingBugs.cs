using System.Globalization;
using System.Text.RegularExpressions;
using static Webhooks.Simulation.Planted.Tampering;

namespace Webhooks.Simulation.Planted;

/// <summary>Mistakes in what a day's number of partitions is.</summary>
internal static partial class SpreadingBugs
{
    private const string State = "ServiceState";
    private const int DaysAhead = 3;

    public static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("a day has the partitions of the setting instead of its own")
        {
            Without = plan => plan with { SpreadsEvery = 0 },
            Reply = (_, request, response) =>
                Is(request, "GET", State) && request.Parameter("$filter")?.Contains("'partitions'") == true
                ? With(response, OfTheLast(Text(response)))
                : response,
        },
        new("another number of partitions is of the day on which it is set")
        {
            Without = plan => plan with { SpreadsEvery = 0 },
            Rewrite = (_, request) => Is(request, "POST", State) && Begins().IsMatch(Text(request))
                ? request with
                {
                    Body = Begins().Edit(request, row => $"{row.Groups[1].Value}{Earlier(row.Groups[2])}"),
                }
                : request,
        },
    ];

    private static string OfTheLast(string rows) => Parts().Matches(rows) is [.., { } last]
        ? Parts().Replace(rows, last.Value)
        : rows;

    private static string Earlier(Group day) => DateOnly
        .ParseExact(day.ValueSpan, "yyyyMMdd", CultureInfo.InvariantCulture).AddDays(-DaysAhead)
        .ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    [GeneratedRegex("\"Parts\":[0-9]+")]
    private static partial Regex Parts();

    [GeneratedRegex("(\"PartitionKey\":\"partitions\",\"RowKey\":\")(2[0-9]{7})")]
    private static partial Regex Begins();
}
