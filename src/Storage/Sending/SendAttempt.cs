using System.Text;
using Webhooks.Ingestion;
using Webhooks.Ingestion.CloudEvents;
using Webhooks.Storage.Destinations;

namespace Webhooks.Storage.Sending;

/// <summary>One try to send events to a destination: an event a request, or all in one.</summary>
internal sealed class SendAttempt
{
    private const int RequestsAtOnce = 8;
    private const int TroublesInARow = 3;
    private const int MaxBatchBytes = 1_000_000; // what Azure Event Grid takes, and others too

    private readonly Destination _destination;
    private readonly EngagementEvent[][] _requests;
    private readonly DestinationAnswer?[] _answers;
    private int _troubles;

    /// <summary>Makes one.</summary>
    public SendAttempt(Destination destination, IReadOnlyList<EngagementEvent> events)
    {
        _destination = destination;
        _requests = destination.IsBatch ? [.. Batches(events)] : [.. events.Select(e => new[] { e })];
        _answers = new DestinationAnswer?[_requests.Length];
    }

    /// <summary>What it took.</summary>
    public List<EngagementEvent> Delivered =>
        [.. Answered(answer => answer is { IsDelivered: true }).Select(one => one.Event)];

    /// <summary>What it did not take.</summary>
    public List<(EngagementEvent Event, DestinationAnswer Answer)> Failed =>
        [.. Answered(answer => answer is { IsDelivered: false }).Select(one => (one.Event, one.Answer!))];

    /// <summary>What was not tried.</summary>
    public List<EngagementEvent> Untried => [.. Answered(answer => answer is null).Select(one => one.Event)];

    /// <summary>The answer that it wants no more, or null.</summary>
    public DestinationAnswer? Gone => _answers.FirstOrDefault(answer => answer is { IsGone: true });

    /// <summary>Whether a request failed as others would now.</summary>
    public bool IsInTrouble => _answers.Any(answer => answer is { IsTrouble: true });

    /// <summary>Makes the requests, as far as it is of use.</summary>
    public async Task RunAsync(
        DestinationLane lane, IEventPost post, TimeProvider time, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timer = new(EventSender.Budget, time);
        using CancellationTokenSource budget =
            CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);

        // The first alone: where the circuit is half open it lets one through, and then the others or none.
        await TryAsync(0);
        await Parallel.ForEachAsync(
            Enumerable.Range(1, _requests.Length - 1),
            new ParallelOptions { MaxDegreeOfParallelism = RequestsAtOnce, CancellationToken = cancellationToken },
            async (i, _) => await TryAsync(i));

        async Task TryAsync(int i)
        {
            if (Volatile.Read(ref _troubles) >= TroublesInARow || Gone is not null)
                return;
            DestinationAnswer? answer = _answers[i] = await lane.TrySendAsync(
                token => post.PostAsync(_destination, _requests[i], token), budget.Token, cancellationToken);
            if (answer is { IsTrouble: true })
                Interlocked.Increment(ref _troubles);
            else if (answer is not null)
                Volatile.Write(ref _troubles, 0);
        }
    }

    private static IEnumerable<EngagementEvent[]> Batches(IEnumerable<EngagementEvent> events)
    {
        List<EngagementEvent> batch = [];
        int bytes = 1;
        foreach (EngagementEvent e in events)
        {
            int more = Encoding.UTF8.GetByteCount(CloudEventJson.Render(e)) + 1; // and what stands between
            if (batch.Count > 0 && bytes + more > MaxBatchBytes)
            {
                yield return [.. batch];
                batch.Clear();
                bytes = 1;
            }

            batch.Add(e);
            bytes += more;
        }

        yield return [.. batch];
    }

    private IEnumerable<(EngagementEvent Event, DestinationAnswer? Answer)> Answered(
        Func<DestinationAnswer?, bool> isOf)
    {
        for (int i = 0; i < _requests.Length; i++)
        {
            if (!isOf(_answers[i]))
                continue;
            foreach (EngagementEvent e in _requests[i])
                yield return (e, _answers[i]);
        }
    }
}
