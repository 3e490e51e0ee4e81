using Webhooks.Ingestion;
using Webhooks.Simulation.Scheduling;
using Webhooks.Storage.Destinations;

namespace Webhooks.Simulation.Instances;

/// <summary>An instance's way to the receivers.</summary>
internal sealed class SimulatedPost(World world, Receivers receivers, Caller caller, InstanceOptions options)
    : IEventPost
{
    public Task<DestinationAnswer> PostAsync(
        Destination destination, IReadOnlyList<EngagementEvent> events, CancellationToken cancellationToken)
    {
        // The circuit around it asks for no thread, so it is answered with the next thing that happens: BackOnTheLoop.
        TaskCompletionSource<DestinationAnswer> answer = new();
        _ = AnswerAsync(destination, events, answer);
        return answer.Task;
    }

    private async Task AnswerAsync(
        Destination destination, IReadOnlyList<EngagementEvent> events, TaskCompletionSource<DestinationAnswer> answer)
    {
        try
        {
            DestinationAnswer said = options.Hear(await receivers.PostAsync(caller, destination, events));
            world.Time.In(TimeSpan.Zero, () => answer.SetResult(said));
        }
        catch (Exception e)
        {
            world.Time.In(TimeSpan.Zero, () => answer.SetException(e));
        }
    }
}
