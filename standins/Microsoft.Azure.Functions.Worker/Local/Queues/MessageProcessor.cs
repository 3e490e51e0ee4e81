using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Local.Queues;

/// <summary>Runs the function for one message and settles the message: deleted, released or moved to the poison queue.</summary>
internal sealed partial class MessageProcessor(
    FunctionEntry function,
    QueueClient queue,
    PoisonQueue? poison,
    QueueSettings settings,
    FunctionRunner runner,
    TimeSpan lease,
    TimeProvider time,
    ILogger logger)
{
    public async Task ProcessAsync(QueueMessage message, CancellationToken stopping)
    {
        try
        {
            if (message.DequeueCount > settings.MaxDequeueCount)
                await PoisonAsync(message, message.PopReceipt);
            else if (QueuedMessage.Decode(message, settings.IsBase64) is { } queued)
                await RunAsync(queued, stopping);
            else
                await RefuseAsync(message);
        }
        catch (Exception e) when (StorageFailure.Is(e))
        {
            // The lease runs out and the message comes again.
            Log.NotSettled(logger, message.MessageId, queue.Name, StorageFailure.Reason(e));
        }
    }

    private async Task RunAsync(QueuedMessage queued, CancellationToken stopping)
    {
        MessageLease held = new(queue, queued.Message, lease, time, logger);
        bool succeeded = false;
        try
        {
            succeeded = await runner.RunAsync(function, queued, queued.Metadata, stopping);
        }
        finally
        {
            await held.DisposeAsync();
        }

        if (succeeded)
            await queue.DeleteMessageAsync(queued.Message.MessageId, held.PopReceipt, CancellationToken.None);
        else if (stopping.IsCancellationRequested)
            await ReleaseAsync(queued.Message, held.PopReceipt, TimeSpan.Zero);
        else if (poison is not null && queued.Message.DequeueCount < settings.MaxDequeueCount)
            await ReleaseAsync(queued.Message, held.PopReceipt, settings.VisibilityTimeout);
        else
            await PoisonAsync(queued.Message, held.PopReceipt);
    }

    private async Task RefuseAsync(QueueMessage message)
    {
        Log.NotDecoded(logger, message.MessageId, queue.Name);
        await PoisonAsync(message, message.PopReceipt);
    }

    private async Task ReleaseAsync(QueueMessage message, string popReceipt, TimeSpan delay) =>
        await queue.UpdateMessageAsync(message.MessageId, popReceipt, visibilityTimeout: delay);

    // Without a poison queue the message stays invisible until its lease runs out, as in the real host.
    private async Task PoisonAsync(QueueMessage message, string popReceipt)
    {
        if (poison is null)
            return;
        Log.Poisoned(logger, message.MessageId, settings.MaxDequeueCount, poison.Name);
        await poison.AddAsync(message.MessageText, CancellationToken.None);
        await queue.DeleteMessageAsync(message.MessageId, popReceipt);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Message {MessageId} has reached maxDequeueCount of {MaxDequeueCount}. Moving it to queue '{Poison}'.")]
        public static partial void Poisoned(ILogger logger, string messageId, int maxDequeueCount, string poison);

        [LoggerMessage(2, LogLevel.Warning, "Message {MessageId} of queue '{Queue}' is not of the messageEncoding that host.json says.")]
        public static partial void NotDecoded(ILogger logger, string messageId, string queue);

        [LoggerMessage(3, LogLevel.Warning, "Message {MessageId} of queue '{Queue}' could not be settled and will come again: {Reason}")]
        public static partial void NotSettled(ILogger logger, string messageId, string queue, string reason);
    }
}
