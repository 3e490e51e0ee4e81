namespace Webhooks.Storage.Tests.Interleaving;

/// <summary>An actor's storage calls, each held until it is this actor's turn. Open, it holds none.</summary>
internal sealed class Turns(bool isOpen = false)
{
    private readonly Lock _gate = new();
    private readonly Queue<Action> _held = new();
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Does a call when it is its turn; what it does, it does at once.</summary>
    public Task<T> TakeAsync<T>(Func<T> call)
    {
        // Its actor goes on where it is given its turn: a hundred thousand orders have no time to change threads.
        TaskCompletionSource<T> done = new();
        if (isOpen)
            Do();
        else
        {
            lock (_gate)
            {
                _held.Enqueue(Do);
                _arrived.TrySetResult();
            }
        }

        return done.Task;

        void Do()
        {
            try
            {
                done.SetResult(call());
            }
            catch (Azure.RequestFailedException e)
            {
                done.SetException(e);
            }
        }
    }

    /// <summary>Waits until the actor waits for its turn, or is done.</summary>
    /// <returns>True where it waits.</returns>
    public async Task<bool> WaitsAsync(Task actor)
    {
        while (true)
        {
            Task arrived;
            lock (_gate)
            {
                if (_held.Count > 0)
                    return true;
                if (_arrived.Task.IsCompleted)
                    _arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                arrived = _arrived.Task;
            }

            if (actor.IsCompleted)
                return false;
            await Task.WhenAny(arrived, actor);
        }
    }

    /// <summary>Lets it do its next call.</summary>
    public void Give()
    {
        Action call;
        lock (_gate)
            call = _held.Dequeue();
        call();
    }
}
