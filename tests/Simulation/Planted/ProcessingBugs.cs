using System.Text.RegularExpressions;
using static Webhooks.Simulation.Planted.Tampering;

namespace Webhooks.Simulation.Planted;

/// <summary>Mistakes in what is stored of a delivery, and for how long.</summary>
internal static partial class ProcessingBugs
{
    public static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("an event that is sent again is a second row")
        {
            Rewrite = (_, request) => Is(request, "POST", "Events") || IsBatch(request, "/Events")
                ? request with { Body = RowAndDelivery().Edit(request, "$1$2$4$3$4") }
                : request,
        },
        new("of an event that came twice the one processed last is kept")
        {
            Rewrite = (_, request) => Is(request, "POST", "Events")
                ? Upsert(request)
                : IsBatch(request, "/Events")
                    ? request with { Body = Insertion().Edit(request, "PUT $1(PartitionKey='$3',RowKey='$4')$2") }
                    : request,
        },
        new("an insertion that meets what is there is taken for done")
        {
            FirstSeed = 4,
            Reply = (_, request, response) =>
                IsBatch(request, "/Events") && Says(response, "EntityAlreadyExists") ? Done(request) : response,
        },
        new("a rejected delivery is not listed")
        {
            Rewrite = (_, request) => Is(request, "POST", "RejectedDeliveries")
                || IsBatch(request, "/RejectedDeliveries") ? Elsewhere(request, "RejectedDeliveries") : request,
        },
        new("retention keeps a day less")
        {
            FirstSeed = 2,
            Options = options => options with { RetentionDays = options.RetentionDays - 1 },
        },
        new("retention keeps four days more")
        {
            FirstSeed = 5,
            Options = options => options with { RetentionDays = options.RetentionDays + 4 },
        },
    ];

    private static Wire.WireRequest Upsert(Wire.WireRequest request)
    {
        Match keys = Keys().Match(Text(request));
        return request with
        {
            Method = "PUT",
            Path = $"Events(PartitionKey='{keys.Groups[1].Value}',RowKey='{keys.Groups[2].Value}')",
        };
    }

    [GeneratedRegex("(\"RowKey\":\")([^\"]*)(\".*?\"DeliveryId\":\")([0-9a-f]{32})", RegexOptions.Singleline)]
    private static partial Regex RowAndDelivery();

    [GeneratedRegex("\"PartitionKey\":\"([^\"]*)\",\"RowKey\":\"([^\"]*)\"")]
    private static partial Regex Keys();

    [GeneratedRegex("POST (\\S*/Events)(.*?\"PartitionKey\":\"([^\"]*)\",\"RowKey\":\"([^\"]*)\")", RegexOptions.Singleline)]
    private static partial Regex Insertion();
}
