using System.Globalization;
using System.Text.RegularExpressions;
using Webhooks.Simulation.Scheduling;
using static Webhooks.Simulation.Planted.Tampering;

namespace Webhooks.Simulation.Planted;

/// <summary>Mistakes in what is marked, counted and written down.</summary>
internal static partial class CountingBugs
{
    private const string Marks = "TouchedHours";

    public static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("a mark is removed whatever its ETag")
        {
            Rewrite = (_, request) => Is(request, "DELETE", Marks + "(") ? request with { IfMatch = "*" } : request,
        },
        new("a mark is removed when it is read")
        {
            FirstSeed = 2,
            Reply = (world, request, response) =>
            {
                if (Is(request, "GET", Marks))
                    RemoveAll(world, Marks);
                return response;
            },
        },
        new("a mark that is there already is not written again")
        {
            Rewrite = (world, request) =>
                Is(request, "PUT", Marks + "(") && Stored(world, Marks, request.Path) is not null
                ? Elsewhere(request, Marks)
                : request,
        },
        new("an event marks the hour before its own")
        {
            Rewrite = (_, request) => Is(request, "PUT", Marks + "(")
                ? request with { Path = LastHour().Replace(
                    request.Path, hour => $"{Math.Max(0, int.Parse(hour.ValueSpan, null) - 1):00}") }
                : request,
        },
        new("what is marked after the first page is not counted")
        {
            Rewrite = (_, request) =>
                Is(request, "GET", Marks) ? request with { Query = request.Query + "&$top=1" } : request,
            Reply = (world, request, response) =>
            {
                if (Is(request, "GET", Marks))
                    RemoveAll(world, Marks);
                return response;
            },
        },
        new("what comes late for a day before is not counted")
        {
            Rewrite = (world, request) =>
            {
                if (Is(request, "GET", Marks))
                    RemoveAll(world, Marks, mark => string.CompareOrdinal(mark.RowKey, Today(world)) < 0);
                return request;
            },
        },
        new("only the first page of an hour is counted")
        {
            Reply = (_, request, response) =>
            {
                if (Is(request, "GET", "Events"))
                    response.RemoveContinuation();
                return response;
            },
        },
        new("a roll-up adds to the number that is there")
        {
            Rewrite = (world, request) => IsBatch(request, "/DailyCounts(")
                ? request with { Body = CountOf().Edit(request, count => Sum(world, count)) }
                : request,
        },
        // That a day is counted whatever its claim and its rows' ETags is for RollUpInterleavingTests to find: it takes
        // a roll-up that is held while another begins and ends.
    ];

    private static string Today(World world) =>
        world.Time.GetUtcNow().UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Sum(World world, Match count)
    {
        long stored = Stored(world, "DailyCounts", count.Groups[2].Value) is { } row
            ? (long?)world.Account.Read(row)["Count"] ?? 0 : 0;
        long added = stored + long.Parse(count.Groups[4].Value, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{count.Groups[1].Value}{added}");
    }

    [GeneratedRegex("[0-9]{2}(?='\\)$)")]
    private static partial Regex LastHour();

    // A row's address, and its number.
    [GeneratedRegex("(/(DailyCounts\\([^)]*\\))(.*?\"Count\":\"))([0-9]+)", RegexOptions.Singleline)]
    private static partial Regex CountOf();
}
