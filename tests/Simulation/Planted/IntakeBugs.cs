using Webhooks.Simulation.Instances;
using static Webhooks.Simulation.Planted.Tampering;

namespace Webhooks.Simulation.Planted;

/// <summary>Mistakes on the way into the queue and out of it.</summary>
internal static class IntakeBugs
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
                Process = async (_, process) =>
                {
                    try
                    {
                        await process(CancellationToken.None);
                    }
                    catch (Exception e) when (e is not Scheduling.InstanceLostException && StorageTrouble.Is(e))
                    {
                        // Swallowed.
                    }
                },
            },
        },
        new("a message lives for half an hour")
        {
            FirstSeed = 2,
            Rewrite = (_, request) => request with { Query = request.Query.Replace(
                "messagettl=-1", "messagettl=1800", StringComparison.Ordinal) },
        },
        new("a message is gone when it is handed over")
        {
            Reply = (world, request, response) =>
            {
                if (Is(request, "GET", "deliveries/messages") && response.Status == 200)
                    RemoveTaken(world, "deliveries");
                return response;
            },
        },
        new("a message that failed is deleted")
        {
            Rewrite = (_, request) => Is(request, "PUT", "deliveries/messages/")
                ? request with { Method = "DELETE", Body = default }
                : request,
        },
        new("a lost instance has its messages for a week")
        {
            Rewrite = (_, request) => request with { Query = request.Query.Replace(
                "visibilitytimeout=600", "visibilitytimeout=604800", StringComparison.Ordinal) },
        },
    ];
}
