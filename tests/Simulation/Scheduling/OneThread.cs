namespace Webhooks.Simulation.Scheduling;

/// <summary>
/// Runs all of the product's work on the thread that asks it to: what awaits comes back here. The clients' own
/// continuations, which ask for no thread, run where their answer is given, and that is the same one.
/// </summary>
internal sealed class OneThread : TaskScheduler
{
    private readonly Queue<Task> _waiting = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Starts something; it runs as far as it can with <see cref="Drain"/>.</summary>
    public Task Start(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this).Unwrap();

    /// <summary>Runs until everything waits for something else.</summary>
    public void Drain()
    {
        while (_waiting.TryDequeue(out Task? task))
            TryExecuteTask(task);
    }

    /// <summary>Fails where the product left the thread: then a seed would no longer say what happens.</summary>
    public void Check()
    {
        if (Environment.CurrentManagedThreadId != _thread)
            throw new InvalidOperationException(
                "The product runs on a thread of its own: the simulation cannot follow it there.");
    }

    protected override IEnumerable<Task> GetScheduledTasks() => _waiting;

    protected override void QueueTask(Task task)
    {
        Check();
        _waiting.Enqueue(task);
    }

    // Never: how deep the stack may be differs from machine to machine, and the order of things with it.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
}
