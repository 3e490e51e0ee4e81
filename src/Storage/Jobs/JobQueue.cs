using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Webhooks.Storage.Jobs;

/// <summary>The queue <c>jobs</c>: each message asks for the next step of a replay or an erasure.</summary>
/// <param name="queue">The queue, whose messages are base64.</param>
public sealed class JobQueue(QueueClient queue)
{
    private static readonly TimeSpan NeverExpires = TimeSpan.FromSeconds(-1);

    /// <summary>Queues the next step of a job.</summary>
    public Task SendAsync(string kind, string id, CancellationToken cancellationToken) =>
        SendAsync(kind, id, TimeSpan.Zero, cancellationToken);

    /// <summary>Queues the next step of a job, to be done after a while.</summary>
    public async Task SendAsync(string kind, string id, TimeSpan delay, CancellationToken cancellationToken)
    {
        BinaryData message = new JobStep(kind, id).ToMessage();
        try
        {
            await queue.SendMessageAsync(message, delay, NeverExpires, cancellationToken);
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await queue.SendMessageAsync(message, delay, NeverExpires, cancellationToken);
        }
    }
}
