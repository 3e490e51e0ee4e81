using Webhooks.Ingestion.Messages;

namespace Webhooks.Storage.Queue;

/// <summary>A delivery that waits to be written; completes with false where it does not fit a message.</summary>
internal sealed class WaitingDelivery(QueuedDelivery entry, long since)
    : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public QueuedDelivery Entry { get; } = entry;

    public long Since { get; } = since;

    public int Bytes => Entry.Delivery?.Body.Length ?? 0;
}
