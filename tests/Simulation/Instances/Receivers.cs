using Webhooks.Ingestion;
using Webhooks.Simulation.Scheduling;
using Webhooks.Storage.Destinations;

namespace Webhooks.Simulation.Instances;

/// <summary>
/// Where events are sent on: one receiver that is well, and one that is away for hours, slow, or takes events and says
/// that it did not. Each remembers what it took, by the id that it would know a repeat by.
/// </summary>
internal sealed class Receivers(World world)
{
    public static readonly Destination Steady = new("steady", new Uri("https://steady.example.com/"));

    public static readonly Destination Shaky = new("shaky", new Uri("https://shaky.example.com/"))
    {
        Types = ["message.*"],
        Format = DestinationFormat.CloudEventsBatch,
    };

    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(14);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    private readonly Dice _dice = world.Dice.Fork();
    private readonly Dictionary<(string Destination, string EventId), (EngagementEvent Event, DateTimeOffset Last)>
        _taken = [];
    private readonly Dictionary<(string Destination, string EventId), (int Times, DateTimeOffset First)> _refused = [];
    private DateTimeOffset _awayUntil = DateTimeOffset.MinValue;

    /// <summary>How much of what is sent goes wrong at the shaky one, besides its outages.</summary>
    public double Troubles { get; set; }

    /// <summary>How often something was sent that had been taken before.</summary>
    public int Repeats { get; private set; }

    /// <summary>What each took, and when last.</summary>
    public IEnumerable<(string Destination, EngagementEvent Event, DateTimeOffset Last)> Taken =>
        _taken.Select(taken => (taken.Key.Destination, taken.Value.Event, taken.Value.Last));

    /// <summary>How often an instance heard that an event was not taken, or heard nothing.</summary>
    /// <returns>The number, and when that was first.</returns>
    public (int Times, DateTimeOffset First) Refusals(string destination, string eventId) =>
        _refused.GetValueOrDefault((destination, eventId));

    /// <summary>The shaky one is away for a while.</summary>
    public void Outage(TimeSpan length)
    {
        _awayUntil = world.Time.GetUtcNow() + length;
        world.Journal.Write($"receiver away for {length}");
    }

    /// <summary>A request of an instance; where that is lost meanwhile, nobody hears the answer.</summary>
    public async Task<DestinationAnswer> PostAsync(
        Caller caller, Destination destination, IReadOnlyList<EngagementEvent> events)
    {
        bool isShaky = destination.Name == Shaky.Name;
        bool isAway = isShaky && world.Time.GetUtcNow() < _awayUntil;
        int trouble = isShaky && _dice.Happens(Troubles) ? _dice.Next(4) : -1;
        await world.Time.DelayAsync(_dice.Between(Least, trouble == 0 ? Slow : Usual));
        if (caller.IsLost)
            throw new InstanceLostException();
        DestinationAnswer answer = isAway
            ? new DestinationAnswer(_dice.Next(2) == 0 ? 503 : 0, "Away.")
            : trouble switch
            {
                1 => new DestinationAnswer(0, "The connection broke."), // though it took them
                2 => new DestinationAnswer(429, "Slower.") { RetryAfter = TimeSpan.FromMinutes(1) },
                3 => new DestinationAnswer(400, "No."),
                _ => new DestinationAnswer(200),
            };
        if (answer.IsDelivered || trouble == 1)
            Take(destination, events);
        if (answer.Status == 0)
            await world.Time.DelayAsync(Timeout);
        if (caller.IsLost)
            throw new InstanceLostException();
        if (!answer.IsDelivered)
            Refuse(destination, events);
        return answer;
    }

    private void Take(Destination destination, IReadOnlyList<EngagementEvent> events)
    {
        foreach (EngagementEvent e in events)
        {
            Repeats += _taken.ContainsKey((destination.Name, e.EventId)) ? 1 : 0;
            _taken[(destination.Name, e.EventId)] = (e, world.Time.GetUtcNow());
        }
    }

    private void Refuse(Destination destination, IReadOnlyList<EngagementEvent> events)
    {
        foreach (EngagementEvent e in events)
        {
            (int times, DateTimeOffset first) = Refusals(destination.Name, e.EventId);
            _refused[(destination.Name, e.EventId)] = (times + 1, times == 0 ? world.Time.GetUtcNow() : first);
        }
    }
}
