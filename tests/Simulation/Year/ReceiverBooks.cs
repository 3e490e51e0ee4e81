using Webhooks.Ingestion;
using Webhooks.Simulation.Instances;

namespace Webhooks.Simulation.Year;

/// <summary>
/// Accounts for what was sent on: every event that is stored came to each receiver that wants it, by one id, and nobody
/// came who had been erased for a day.
/// </summary>
/// <param name="receivers">What came.</param>
/// <param name="storage">What is stored, and what is parked.</param>
/// <param name="traffic">What was sent.</param>
internal sealed class ReceiverBooks(Receivers receivers, SimulatedAccount storage, Traffic traffic)
{
    private const int MostProblems = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromDays(1); // an erasure waits out an outage, too

    private readonly List<string> _problems = [];

    /// <summary>What is wrong, the first of it.</summary>
    public IReadOnlyList<string> Check()
    {
        Dictionary<(string Destination, int Number), int> came = [];
        foreach ((string destination, EngagementEvent e, DateTimeOffset last) in receivers.Taken)
        {
            int number = SentEvent.NumberOf(e.ContactId);
            if (number < 1 || number > traffic.Events.Count)
            {
                Problem($"Event {e.EventId} that {destination} got is nobody's.");
                continue;
            }

            SentEvent one = traffic.Events[number - 1];
            came[(destination, number)] = came.GetValueOrDefault((destination, number)) + 1;
            if (one.IsGone && last > one.ErasedAt + Patience)
                Problem($"Event {number} was sent to {destination} long after it was erased.");
        }

        foreach (StoredRow parked in storage.Rows("ParkedEvents"))
            Problem($"Event {parked.RowKey} is parked, though no receiver was away for a day.");
        foreach (SentEvent one in traffic.Events)
        {
            int steady = came.GetValueOrDefault((Receivers.Steady.Name, one.Number));
            int shaky = came.GetValueOrDefault((Receivers.Shaky.Name, one.Number));
            bool must = one.MustBe && one.ErasedAt is null;
            int least = must ? 1 : 0;
            bool isWanted = one.Kind.Type.StartsWith("message.", StringComparison.Ordinal);
            if (steady < least || steady > 1)
                Problem($"Event {one.Number} of {one.OccurredAt:u} came to {Receivers.Steady} {steady} times.");
            if (shaky < (isWanted ? least : 0) || shaky > (isWanted ? 1 : 0))
                Problem($"Event {one.Number} of {one.OccurredAt:u} came to {Receivers.Shaky} {shaky} times.");
        }

        return _problems;
    }

    private void Problem(string problem)
    {
        if (_problems.Count < MostProblems)
            _problems.Add(problem);
    }
}
