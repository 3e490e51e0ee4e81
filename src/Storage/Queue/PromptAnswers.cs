using Azure.Core;
using Azure.Storage.Queues;

namespace Webhooks.Storage.Queue;

/// <summary>
/// How the client of a queue tries where somebody waits for the answer: a put that hangs is given up early, at the
/// worst after 2.3 seconds. With the quarter of a second that a delivery may wait behind a put that hangs
/// (<see cref="DeliveryQueueOptions.MaxWaitForCompany"/>) that is less than three.
/// </summary>
public static class PromptAnswers
{
    /// <summary>Makes the options.</summary>
    public static QueueClientOptions Options() => new()
    {
        Retry =
        {
            MaxRetries = 1,
            Mode = RetryMode.Fixed,
            Delay = TimeSpan.FromMilliseconds(100),
            NetworkTimeout = TimeSpan.FromSeconds(1.1),
        },
    };
}
