using Webhooks.Storage.Destinations;
using static Webhooks.Simulation.Planted.Tampering;

namespace Webhooks.Simulation.Planted;

/// <summary>Mistakes in what is sent on.</summary>
internal static class SendingBugs
{
    private const string Queue = "outgoing/messages";

    public static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("what is to be sent lives for half an hour")
        {
            Rewrite = (_, request) => Is(request, "POST", Queue)
                ? request with
                {
                    Query = request.Query.Replace("messagettl=-1", "messagettl=1800", StringComparison.Ordinal),
                }
                : request,
        },
        new("a receiver that does not answer is taken to have the events")
        {
            Options = options => options with
            {
                Hear = answer => answer.Status == 0 ? new DestinationAnswer(200) : answer,
            },
        },
        new("what a receiver refuses is not sent again")
        {
            Options = options => options with
            {
                Hear = answer => answer.Status == 400 ? new DestinationAnswer(200) : answer,
            },
        },
        new("what is to be sent is gone when it is handed over")
        {
            Reply = (world, request, response) =>
            {
                if (Is(request, "GET", Queue) && response.Status == 200)
                    RemoveTaken(world, "outgoing");
                return response;
            },
        },
    ];
}
