using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker.Local.Queues;

namespace Microsoft.Azure.Functions.Worker.Local.Admin;

/// <summary>Runs queue and timer functions at once, asked for by hand.</summary>
internal sealed class ManualRuns(FunctionRunner runner, TimeProvider time) : IListener
{
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private CancellationToken _ending;

    /// <returns>False for a function that cannot be run so.</returns>
    public bool Start(FunctionEntry function, string? input)
    {
        Task<bool>? run = function.Trigger switch
        {
            TimerTriggerAttribute => Begin(() => runner.RunAsync(function, new TimerInfo(), null, _ending)),
            QueueTriggerAttribute => Begin(() => RunMessageAsync(function, input ?? "")),
            _ => null,
        };
        if (run is null)
            return false;
        _running[run] = true;
        run.ContinueWith(done => _running.TryRemove(done, out _), TaskScheduler.Default);
        return true;
    }

    public async Task RunAsync(CancellationToken stopping, CancellationToken ending)
    {
        _ending = ending;
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, stopping);
        }
        catch (OperationCanceledException)
        {
        }

        await Task.WhenAll(_running.Keys);
    }

    private static Task<bool> Begin(Func<Task<bool>> run) => Task.Run(run);

    private Task<bool> RunMessageAsync(FunctionEntry function, string input)
    {
        QueuedMessage message = QueuedMessage.From(input, time.GetUtcNow());
        return runner.RunAsync(function, message, message.Metadata, _ending);
    }
}
