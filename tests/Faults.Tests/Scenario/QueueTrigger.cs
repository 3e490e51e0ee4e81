using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Webhooks.Faults.Tests.Scenario;

/// <summary>
/// What the Functions host does with a queue: receive, run, delete; a failed run makes the message visible again, and
/// one that nobody settled comes back when its lease ends.
/// </summary>
/// <param name="queue">The queue, as the host sees it.</param>
/// <param name="run">The function.</param>
internal sealed class QueueTrigger(QueueClient queue, Func<ReadOnlyMemory<byte>, Task> run)
{
    private static readonly TimeSpan ShortLease = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongLease = TimeSpan.FromSeconds(20);

    /// <summary>Takes what is there, once.</summary>
    public async Task RunOnceAsync()
    {
        // The first time a short lease, so that a message whose hand-over was lost is soon back; then long enough for
        // any machine.
        QueueMessage[] messages;
        try
        {
            messages = await queue.ReceiveMessagesAsync(16, ShortLease);
        }
        catch (Exception e) when (IsOfStorage(e))
        {
            return;
        }

        foreach (QueueMessage message in messages)
            await SettleAsync(message);
    }

    private async Task SettleAsync(QueueMessage message)
    {
        string receipt = message.PopReceipt;
        try
        {
            if (message.DequeueCount > 2)
                receipt = (await queue.UpdateMessageAsync(
                    message.MessageId, receipt, visibilityTimeout: LongLease)).Value.PopReceipt;
            await run(message.Body.ToMemory());
            await queue.DeleteMessageAsync(message.MessageId, receipt);
        }
        catch (Exception e) when (IsOfStorage(e))
        {
            await ReleaseAsync(message, receipt);
        }
    }

    private async Task ReleaseAsync(QueueMessage message, string receipt)
    {
        try
        {
            await queue.UpdateMessageAsync(message.MessageId, receipt, visibilityTimeout: TimeSpan.Zero);
        }
        catch (Exception e) when (IsOfStorage(e))
        {
            // Another has it meanwhile, or it comes again when the lease ends.
        }
    }

    /// <summary>Whether an exception is storage's doing; any other is a defect.</summary>
    public static bool IsOfStorage(Exception e) =>
        e is RequestFailedException or OperationCanceledException or IOException
        || (e is AggregateException many && many.InnerExceptions.All(IsOfStorage));
}
