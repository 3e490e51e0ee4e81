using System.Runtime.CompilerServices;

namespace Webhooks;

/// <summary>
/// The framework's class of the same name, of which each simulated world has its own: the product keeps one for all of
/// a process, where worlds run at once, and who waits must go on on the thread of his own.
/// </summary>
internal sealed class SemaphoreSlim(int initialCount) : IDisposable
{
    private readonly ConditionalWeakTable<TaskScheduler, Room> _rooms = [];

    private Room Mine => _rooms.GetValue(TaskScheduler.Current, _ => new Room(initialCount));

    public Task WaitAsync(CancellationToken cancellationToken) => Mine.EnterAsync(cancellationToken);

    public void Release() => Mine.Leave();

    public void Dispose()
    {
        // There is nothing to give back.
    }

    private sealed class Room(int free)
    {
        private readonly Queue<TaskCompletionSource> _waiting = [];
        private readonly Lock _gate = new();
        private int _free = free;

        public Task EnterAsync(CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (_gate)
            {
                if (_free > 0)
                {
                    _free--;
                    return Task.CompletedTask;
                }

                TaskCompletionSource turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Enqueue(turn);
                return turn.Task;
            }
        }

        public void Leave()
        {
            TaskCompletionSource? next;
            lock (_gate)
            {
                if (!_waiting.TryDequeue(out next))
                    _free++;
            }

            next?.SetResult();
        }
    }
}
