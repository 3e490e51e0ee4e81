using Azure;
using Azure.Storage.Queues;

namespace Webhooks.Benchmarks.Load.Traffic;

/// <summary>Waits for queues to be worked off, asking the emulator directly and seldom.</summary>
internal static class QueueDepth
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until a queue holds nothing, neither visible nor taken.</summary>
    public static async Task WaitUntilEmptyAsync(string storage, string name)
    {
        QueueClient queue = new(storage, name);
        while (true)
        {
            try
            {
                Azure.Storage.Queues.Models.QueueProperties properties = await queue.GetPropertiesAsync();
                if (properties.ApproximateMessagesCount == 0)
                    return;
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                return;
            }

            await Task.Delay(Interval);
        }
    }
}
