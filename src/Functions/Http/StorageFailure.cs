using Azure;
using Azure.Identity;
using Webhooks.Storage.Queue;

namespace Webhooks.Functions.Http;

/// <summary>Tells failures of storage, which pass, from faults of ours, which do not.</summary>
internal static class StorageFailure
{
    /// <summary>
    /// Whether storage failed: it refused, it was not reached (an <see cref="AggregateException"/> is what the clients
    /// throw where each of their tries failed in the network), it took too long, or it let nobody in.
    /// </summary>
    public static bool Is(Exception e) => e
        is RequestFailedException
        or QueueUnavailableException
        or AggregateException
        or TimeoutException
        or OperationCanceledException
        or AuthenticationFailedException;
}
