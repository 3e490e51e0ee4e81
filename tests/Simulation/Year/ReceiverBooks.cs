using Webhooks.Ingestion;
using Webhooks.Simulation.Instances;

namespace Webhooks.Simulation.Year;

/// <summary>
/// Accounts for what was sent on: every event that is stored came to each receiver that wants it, by one id (and by
/// another where a new version of the mapper, which reads another campaign, made it another event), or was refused nine
/// times over most of a day and is parked, and stored as long; and nobody came who had been erased for a day.
/// </summary>
/// <param name="receivers">What came.</param>
/// <param name="storage">What is stored, and what is parked.</param>
/// <param name="traffic">What was sent.</param>
internal sealed class ReceiverBooks(Receivers receivers, SimulatedAccount storage, Traffic traffic)
{
    private const int MostProblems = 20;
    private const int Tries = 9;

    private static readonly TimeSpan Patience = TimeSpan.FromDays(1); // an erasure waits out an outage, too

    private static readonly TimeSpan LeastTried = TimeSpan.FromHours(19); // its waits are a fifth shorter at most

    private readonly List<string> _problems = [];

    /// <summary>What is wrong, the first of it.</summary>
    public IReadOnlyList<string> Check()
    {
        HashSet<(string Destination, int Number)> came = [];
        HashSet<(string Destination, int Number, string? Campaign)> mapped = [];
        foreach ((string destination, EngagementEvent e, DateTimeOffset last) in receivers.Taken)
        {
            int number = SentEvent.NumberOf(e.ContactId);
            if (number < 1 || number > traffic.Events.Count)
            {
                Problem($"Event {e.EventId} that {destination} got is nobody's.");
                continue;
            }

            SentEvent one = traffic.Events[number - 1];
            came.Add((destination, number));
            if (!mapped.Add((destination, number, e.Campaign)))
                Problem($"Event {number} of {one.OccurredAt:u} came to {destination} by two ids.");
            if (one.IsGone && last > one.ErasedAt + Patience)
                Problem($"Event {number} was sent to {destination} long after it was erased.");
        }

        HashSet<(string Destination, int Number)> parked = CheckParked();
        foreach (SentEvent one in traffic.Events)
        {
            bool must = one.MustBe && one.ErasedAt is null;
            bool isWanted = one.Kind.Type.StartsWith("message.", StringComparison.Ordinal);
            if (must && !came.Contains((Receivers.Steady.Name, one.Number)))
                Problem($"Event {one.Number} of {one.OccurredAt:u} never came to {Receivers.Steady.Name}.");
            bool isThere = came.Contains((Receivers.Shaky.Name, one.Number));
            bool isDue = must && !parked.Contains((Receivers.Shaky.Name, one.Number));
            if (isWanted ? isDue && !isThere : isThere)
                Problem($"Event {one.Number} of {one.OccurredAt:u} came to {Receivers.Shaky.Name}: {isThere}.");
        }

        return _problems;
    }

    private HashSet<(string Destination, int Number)> CheckParked()
    {
        ILookup<string, StoredRow> rows = storage.Rows("ParkedEvents").ToLookup(row => IdOf(row.RowKey));
        if (rows.Count == 0)
            return [];
        ILookup<string, int> stored = storage.Rows("Events").Where(row => rows.Contains(IdOf(row.RowKey)))
            .ToLookup(row => IdOf(row.RowKey), row => SentEvent.NumberOf(row.Text("ContactId")));
        HashSet<(string Destination, int Number)> parked = [];
        foreach (StoredRow row in rows.SelectMany(same => same))
        {
            (int times, DateTimeOffset first) = receivers.Refusals(row.PartitionKey, IdOf(row.RowKey));
            if (times < Tries || (DateTime)row["ParkedAt"]! - first.UtcDateTime < LeastTried)
            {
                Problem($"Event {row.RowKey} is parked, though {row.PartitionKey} refused it "
                    + $"{times} times since {first:u}.");
            }

            if (!stored.Contains(IdOf(row.RowKey)))
                Problem($"Event {row.RowKey} is parked, and not stored.");
            parked.UnionWith(stored[IdOf(row.RowKey)].Select(number => (row.PartitionKey, number)));
        }

        return parked;
    }

    private static string IdOf(string rowKey) => rowKey[(rowKey.LastIndexOf('_') + 1)..];

    private void Problem(string problem)
    {
        if (_problems.Count < MostProblems)
            _problems.Add(problem);
    }
}
