using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.WebJobs.Host.Executors;
using Microsoft.Azure.WebJobs.Host.Queues;
using Microsoft.Extensions.Logging;

namespace Webhooks.Tools.LocalHost.Triggers;

/// <summary>
/// The SDK's handling of messages, and the renewal of each one's shortened lease while its function runs.
/// </summary>
/// <param name="options">The SDK's options.</param>
/// <param name="lease">How long a message stays hidden unless renewed.</param>
internal sealed class LeasedMessages(QueueProcessorOptions options, TimeSpan lease, TimeProvider time)
    : QueueProcessor(options)
{
    private readonly ConcurrentDictionary<string, Renewal> _renewals = new();
    private readonly QueueClient _queue = options.Queue;
    private readonly ILogger _log = options.Logger;

    /// <inheritdoc />
    protected override async Task<bool> BeginProcessingMessageAsync(
        QueueMessage message, CancellationToken cancellationToken)
    {
        if (!await base.BeginProcessingMessageAsync(message, cancellationToken))
            return false;
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _renewals[message.MessageId] = new Renewal(ended, RenewAsync(message, ended.Task));
        return true;
    }

    /// <inheritdoc />
    protected override async Task CompleteProcessingMessageAsync(
        QueueMessage message, FunctionResult result, CancellationToken cancellationToken)
    {
        if (_renewals.TryRemove(message.MessageId, out Renewal renewal))
        {
            renewal.Ended.SetResult();
            message = await renewal.Last;
        }

        await base.CompleteProcessingMessageAsync(message, result, cancellationToken);
    }

    // The message as it was renewed last: its receipt alone is good for deleting it.
    private async Task<QueueMessage> RenewAsync(QueueMessage message, Task ended)
    {
        while (true)
        {
            try
            {
                await ended.WaitAsync(lease / 2, time);
                return message;
            }
            catch (TimeoutException)
            {
                // Still at work.
            }

            try
            {
                UpdateReceipt receipt = await _queue.UpdateMessageAsync(
                    message.MessageId, message.PopReceipt, visibilityTimeout: lease);
                message = message.Update(receipt);
            }
            catch (RequestFailedException e)
            {
                Log.LeaseNotRenewed(_log, _queue.Name, e.ErrorCode ?? e.Message);
            }
        }
    }

    private readonly record struct Renewal(TaskCompletionSource Ended, Task<QueueMessage> Last);
}
