using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Webhooks.Simulation.Scheduling;

/// <summary>
/// The clients' retries, which would otherwise wait on the machine's clock: the same answers, tried as often.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="dice">For the spread of the waits.</param>
/// <param name="tries">How often again.</param>
/// <param name="first">The first wait; the others double.</param>
internal sealed class SimulatedRetries(SimulatedTime time, Dice dice, int tries, TimeSpan first) : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The simulation never blocks.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        List<Exception>? failures = null;
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
                if (attempt == tries || message.Response.Status is not (408 or 429 or 500 or 502 or 503 or 504))
                    return;
            }
            catch (Exception e) when (e is IOException or RequestFailedException or TimeoutException)
            {
                (failures ??= []).Add(e);
                if (attempt == tries)
                {
                    if (failures.Count == 1)
                        throw;
                    throw new AggregateException($"Retry failed after {failures.Count} tries.", failures);
                }
            }

            TimeSpan wait = first * Math.Pow(2, attempt);
            await time.DelayAsync(dice.Between(wait * 0.8, wait * 1.2)).ConfigureAwait(false);
        }
    }
}
