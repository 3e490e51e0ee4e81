using Azure.Core;
using Azure.Core.Pipeline;

namespace Webhooks.Simulation.Scheduling;

/// <summary>
/// Stands before a policy of the product's, which comes back to the thread by its scheduler: the client's own code,
/// which
/// asks for no thread, would be sent to another one from there. So it goes on with the next thing that happens.
/// </summary>
internal sealed class BackOnTheLoop(SimulatedTime time) : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The simulation never blocks.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        TaskCompletionSource over = new();
        _ = PassOnAsync(ProcessNextAsync(message, pipeline), over);
        await over.Task.ConfigureAwait(false);
    }

    private async Task PassOnAsync(ValueTask call, TaskCompletionSource over)
    {
        try
        {
            await call;
            time.In(TimeSpan.Zero, over.SetResult);
        }
        catch (Exception e)
        {
            time.In(TimeSpan.Zero, () => over.SetException(e));
        }
    }
}
