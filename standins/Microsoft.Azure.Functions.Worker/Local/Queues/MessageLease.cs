using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Local.Queues;

/// <summary>Keeps a message invisible while its function runs, and knows the receipt that is current.</summary>
internal sealed partial class MessageLease : IAsyncDisposable
{
    private readonly QueueClient _queue;
    private readonly QueueMessage _message;
    private readonly TimeSpan _duration;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _renewing;

    public MessageLease(QueueClient queue, QueueMessage message, TimeSpan duration, TimeProvider time, ILogger logger)
    {
        (_queue, _message, _duration, _time, _logger) = (queue, message, duration, time, logger);
        PopReceipt = message.PopReceipt;
        _renewing = RenewAsync();
    }

    public string PopReceipt { get; private set; }

    /// <summary>Stops renewing; the receipt stays as it is from here on.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _renewing;
        _ended.Dispose();
    }

    private async Task RenewAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(_duration / 2, _time, _ended.Token);
                await RenewOnceAsync();
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task RenewOnceAsync()
    {
        try
        {
            // Not cancelled half way: a renewal whose answer is lost would cost the receipt.
            UpdateReceipt receipt = await _queue.UpdateMessageAsync(
                _message.MessageId, PopReceipt, visibilityTimeout: _duration, cancellationToken: CancellationToken.None);
            PopReceipt = receipt.PopReceipt;
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            Log.NotRenewed(_logger, _queue.Name, _message.MessageId, StorageFailure.Reason(e));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The lease of message {MessageId} of queue '{Queue}' could not be renewed: {Reason}")]
        public static partial void NotRenewed(ILogger logger, string queue, string messageId, string reason);
    }
}
