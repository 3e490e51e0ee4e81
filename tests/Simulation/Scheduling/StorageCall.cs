using Webhooks.Simulation.Wire;

namespace Webhooks.Simulation.Scheduling;

/// <summary>A request on its way: to storage, or back.</summary>
internal sealed class StorageCall
{
    // Its continuations run at once, on the one thread.
    private readonly TaskCompletionSource<WireResponse> _answer = new();
    private readonly Caller _caller;
    private readonly LinkedListNode<StorageCall> _place;
    private CancellationTokenRegistration _registration;

    public StorageCall(Caller caller, WireRequest request)
    {
        (_caller, Request) = (caller, request);
        _place = caller.Add(this);
    }

    public WireRequest Request { get; }

    public Task<WireResponse> Answer => _answer.Task;

    /// <summary>
    /// Ends it where the client gives up by itself: next, since it may be the product's own code that says so.
    /// </summary>
    public void Heed(SimulatedTime time, CancellationToken token)
    {
        if (token.CanBeCanceled)
            _registration = token.UnsafeRegister(
                _ => time.In(TimeSpan.Zero, () => Fail(new OperationCanceledException(token))), null);
    }

    public void Complete(WireResponse response)
    {
        if (_answer.Task.IsCompleted)
            return;
        End();
        _answer.SetResult(response);
    }

    public void Fail(Exception exception)
    {
        if (_answer.Task.IsCompleted)
            return;
        End();
        _answer.SetException(exception);
    }

    private void End()
    {
        _registration.Unregister();
        _caller.Remove(_place);
    }
}
