using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Webhooks.Tools.Azurite;

namespace Webhooks.Benchmarks.Load;

/// <summary>What is compared is measured in turns, so that a slow minute of the machine falls on all alike.</summary>
internal static class Turns
{
    /// <summary>
    /// Runs each in every round; each is once first, so that none is always in the wake of the same other.
    /// </summary>
    /// <param name="rounds">How many rounds.</param>
    /// <param name="azurite">Its queues are cleared after each turn: the emulator is slower the more it holds.</param>
    /// <param name="turns">What to run.</param>
    public static async Task TakeAsync(int rounds, AzuriteProcess azurite, params Func<Task>[] turns)
    {
        QueueServiceClient queues = new(azurite.ConnectionString);
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < turns.Length; i++)
            {
                await turns[(round + i) % turns.Length]();
                await foreach (QueueItem queue in queues.GetQueuesAsync())
                    await queues.GetQueueClient(queue.Name).ClearMessagesAsync();
            }
        }
    }
}
