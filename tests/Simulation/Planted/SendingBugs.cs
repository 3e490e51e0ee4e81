using Azure.Storage.Queues;
using Webhooks.Simulation.Instances;
using Webhooks.Simulation.Queues;
using Webhooks.Simulation.Scheduling;
using Webhooks.Simulation.Wire;
using Webhooks.Storage.Destinations;
using static Webhooks.Simulation.Planted.Tampering;

namespace Webhooks.Simulation.Planted;

/// <summary>Mistakes in what is sent on.</summary>
internal static class SendingBugs
{
    private const string Queue = "outgoing/messages";
    private const string Nowhere = "nowhere";

    // What the delivery's message that is processed just now has put.
    private static readonly AsyncLocal<List<string>?> Held = new();

    public static IReadOnlyList<PlantedBug> All { get; } =
    [
        new("what is to be sent lives for half an hour")
        {
            FirstSeed = 2,
            Rewrite = (_, request) => Is(request, "POST", Queue)
                ? request with
                {
                    Query = request.Query.Replace("messagettl=-1", "messagettl=1800", StringComparison.Ordinal),
                }
                : request,
        },
        new("a receiver that does not answer is taken to have the events")
        {
            FirstSeed = 2,
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
        new("what is to be sent is put only once its delivery counts as processed")
        {
            FirstSeed = 6,
            Rewrite = (world, request) => Held.Value is { } held && Is(request, "POST", Queue)
                ? Hold(world, request, held)
                : request,
            Reply = (world, request, response) =>
            {
                if (Is(request, "POST", Nowhere))
                    world.Account.QueueStore.Get(Nowhere).Clear();
                return response;
            },
            Options = options => options with { Process = PutAfterAsync },
        },
    ];

    private static WireRequest Hold(World world, WireRequest request, List<string> held)
    {
        held.Add(QueueXml.TextIn(request.Body.Span)!);
        world.Account.QueueStore.Create(Nowhere, new Dictionary<string, string>());
        return request with { Path = request.Path.Replace("outgoing", Nowhere, StringComparison.Ordinal) };
    }

    // An instance that is lost between has put nothing; and when the message comes again, its delivery is processed.
    private static async Task PutAfterAsync(ServiceInstance instance, Func<CancellationToken, Task> process)
    {
        List<string> held = Held.Value = [];
        await process(CancellationToken.None);
        Held.Value = null;
        QueueClient outgoing = instance.HostQueue("outgoing");
        await outgoing.CreateIfNotExistsAsync();
        foreach (string message in held)
            await outgoing.SendMessageAsync(message, TimeSpan.Zero, TimeSpan.FromSeconds(-1));
    }
}
