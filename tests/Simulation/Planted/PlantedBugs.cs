using System.Text;
using System.Text.RegularExpressions;
using Webhooks.Simulation.Instances;
using Webhooks.Simulation.Scheduling;
using Webhooks.Simulation.Tables;
using Webhooks.Simulation.Wire;

namespace Webhooks.Simulation.Planted;

/// <summary>The mistakes that a run is to find. Ten lines make another one.</summary>
internal static partial class PlantedBugs
{
    public static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("a webhook is acknowledged before it is put")
        {
            Options = options => options with
            {
                Receive = receive =>
                {
                    _ = receive();
                    return Task.FromResult(true);
                },
            },
        },
        new("a webhook is acknowledged though the put failed")
        {
            Options = options => options with
            {
                Receive = async receive =>
                {
                    await receive();
                    return true;
                },
            },
        },
        new("a message is done though storage failed")
        {
            Options = options => options with
            {
                Process = async process =>
                {
                    try
                    {
                        await process();
                    }
                    catch (Exception e) when (e is not InstanceLostException && StorageTrouble.Is(e))
                    {
                        // Swallowed.
                    }
                },
            },
        },
        new("retention keeps three days less")
        {
            Options = options => options with { RetentionDays = options.RetentionDays - 3 },
        },
        new("a message lives for half an hour")
        {
            Rewrite = request => request with { Query = request.Query.Replace(
                "messagettl=-1", "messagettl=1800", StringComparison.Ordinal) },
        },
        new("a mark is removed whatever its ETag")
        {
            Rewrite = request => Is(request, "DELETE", "TouchedHours(") ? request with { IfMatch = "*" } : request,
        },
        new("a mark is removed when it is read")
        {
            Reply = (world, request, response) =>
            {
                if (Is(request, "GET", "TouchedHours"))
                    RemoveAll(world, "TouchedHours");
            },
        },
        new("an event marks the hour before its own")
        {
            Rewrite = request => Is(request, "PUT", "TouchedHours(")
                ? request with { Path = LastHour().Replace(
                    request.Path, hour => $"{Math.Max(0, int.Parse(hour.ValueSpan, null) - 1):00}") }
                : request,
        },
        new("only the first page of an hour is counted")
        {
            Reply = (_, request, response) =>
            {
                if (Is(request, "GET", "Events"))
                    response.RemoveContinuation();
            },
        },
        new("what is marked after the first page is not counted")
        {
            Rewrite = request =>
                Is(request, "GET", "TouchedHours") ? request with { Query = request.Query + "&$top=1" } : request,
            Reply = (world, request, _) =>
            {
                if (Is(request, "GET", "TouchedHours"))
                    RemoveAll(world, "TouchedHours");
            },
        },
        new("an event that is sent again is a second row")
        {
            Rewrite = request => request.Path == "$batch"
                ? request with { Body = Encoding.UTF8.GetBytes(EventsKey().Replace(Text(request), "$1$3')$2$3")) }
                : Is(request, "PUT", "Events(")
                    ? request with { Path = request.Path.Replace(
                        "')", $"{DeliveryIn(request)}')", StringComparison.Ordinal) }
                    : request,
        },
        new("a rejected delivery is not listed")
        {
            Rewrite = request =>
                request.Path == "$batch" && Text(request).Contains("/RejectedDeliveries", StringComparison.Ordinal)
                ? request with { Body = Encoding.UTF8.GetBytes(
                    Text(request).Replace("/RejectedDeliveries", "/SchemaDrift", StringComparison.Ordinal)) }
                : request,
        },
    ];

    private static bool Is(WireRequest request, string method, string path) =>
        request.Method == method && request.Path.StartsWith(path, StringComparison.Ordinal);

    private static string Text(WireRequest request) => Encoding.UTF8.GetString(request.Body.Span);

    private static string DeliveryIn(WireRequest request) => DeliveryId().Match(Text(request)).Groups[1].Value;

    private static void RemoveAll(World world, string table)
    {
        Table? marks = world.Account.TableStore.Find(table);
        foreach (EntityRow row in marks?.AllRows().ToArray() ?? [])
            marks!.Get(row.PartitionKey).Rows.Set(row.RowKey, null);
    }

    [GeneratedRegex("[0-9]{2}(?='\\)$)")]
    private static partial Regex LastHour();

    // An event's row, and the delivery that it came in.
    [GeneratedRegex("(/Events\\([^)]*)'\\)(.*?\"DeliveryId\":\")([0-9a-f]{32})", RegexOptions.Singleline)]
    private static partial Regex EventsKey();

    [GeneratedRegex("\"DeliveryId\":\"([0-9a-f]{32})")]
    private static partial Regex DeliveryId();
}
