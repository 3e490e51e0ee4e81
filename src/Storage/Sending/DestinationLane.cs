using Polly;
using Polly.CircuitBreaker;
using Webhooks.Storage.Destinations;

namespace Webhooks.Storage.Sending;

/// <summary>
/// What one instance knows of a destination: what is under way there, whether it is in trouble, how fast it may be
/// asked. Who finds no room here waits in the queue, not in memory.
/// </summary>
internal sealed class DestinationLane : IDisposable
{
    private const int RequestsAtOnce = 16;
    private const int MessagesAtOnce = 24; // what the host runs: host.json

    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time;
    private readonly TimeSpan _apart;
    private readonly int _share;
    private readonly ResiliencePipeline<DestinationAnswer> _circuit;
    private readonly SemaphoreSlim _room = new(RequestsAtOnce);
    private readonly Lock _gate = new();
    private readonly List<long> _begun = [];
    private DateTimeOffset _pausedUntil;
    private DateTimeOffset _nextRequest;

    /// <summary>Makes one.</summary>
    /// <param name="destinations">How many share the instance.</param>
    public DestinationLane(Destination destination, int destinations, TimeProvider time)
    {
        _time = time;
        _apart = destination.MaxPerSecond is { } most ? TimeSpan.FromSeconds(1 / most) : TimeSpan.Zero;
        _share = destinations == 1 ? MessagesAtOnce : Math.Max(2, MessagesAtOnce / (destinations + 1));
        _circuit = new ResiliencePipelineBuilder<DestinationAnswer> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<DestinationAnswer>
            {
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result is { IsTrouble: true }),
                FailureRatio = 0.5,
                MinimumThroughput = 5,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = TimeSpan.FromSeconds(15),
            })
            .Build();
    }

    /// <summary>How long it asked to be left alone yet.</summary>
    public TimeSpan Pause
    {
        get
        {
            lock (_gate)
            {
                TimeSpan left = _pausedUntil - _time.GetUtcNow();
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Begins with a message, of which <see cref="End"/> is told.</summary>
    /// <param name="begun">What to tell.</param>
    /// <returns>False where it is slow and has its share of the instance already: others come first.</returns>
    public bool TryBegin(out long begun)
    {
        lock (_gate)
        {
            begun = _time.GetTimestamp();
            if (_begun.Count >= _share && _time.GetElapsedTime(_begun.Min()) > Slow)
                return false;
            _begun.Add(begun);
            return true;
        }
    }

    /// <summary>Ends with a message.</summary>
    public void End(long begun)
    {
        lock (_gate)
            _begun.Remove(begun);
    }

    /// <inheritdoc />
    public void Dispose() => _room.Dispose();

    /// <summary>Makes a request.</summary>
    /// <param name="budget">Ends the waiting for room, not the request.</param>
    /// <returns>The answer; null where it was not made, since it is of no use now, or there is no room.</returns>
    public async Task<DestinationAnswer?> TrySendAsync(
        Func<CancellationToken, Task<DestinationAnswer>> post,
        CancellationToken budget,
        CancellationToken cancellationToken)
    {
        if (Pause > TimeSpan.Zero || budget.IsCancellationRequested)
            return null;
        if (!await TryTakeTurnAsync(budget))
            return null;
        await _room.WaitAsync(CancellationToken.None); // not long: requests take seconds, and who is late makes none
        try
        {
            if (budget.IsCancellationRequested)
                return null;
            DestinationAnswer answer = await _circuit.ExecuteAsync(
                token => new ValueTask<DestinationAnswer>(post(token)), cancellationToken);
            Heed(answer);
            return answer;
        }
        catch (BrokenCircuitException)
        {
            return null;
        }
        finally
        {
            _room.Release();
        }
    }

    private void Heed(DestinationAnswer answer)
    {
        if (answer is not { IsTrouble: true, RetryAfter: { } asked })
            return;
        lock (_gate)
        {
            DateTimeOffset until = _time.GetUtcNow() + (asked < RetrySchedule.LongestDeferral
                ? asked : RetrySchedule.LongestDeferral);
            _pausedUntil = until > _pausedUntil ? until : _pausedUntil;
        }
    }

    private async Task<bool> TryTakeTurnAsync(CancellationToken budget)
    {
        if (_apart == TimeSpan.Zero)
            return true;
        TimeSpan wait;
        lock (_gate)
        {
            DateTimeOffset now = _time.GetUtcNow();
            _nextRequest = _nextRequest > now ? _nextRequest : now;
            wait = _nextRequest - now;
            if (wait > EventSender.Budget)
                return false; // and leaves its turn to others
            _nextRequest += _apart;
        }

        await Task.Delay(wait, _time, CancellationToken.None);
        return !budget.IsCancellationRequested;
    }
}
