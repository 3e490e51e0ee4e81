using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Local.Queues;

/// <summary>Polls one queue and runs its function, until told to stop; survives a storage that is away.</summary>
internal sealed partial class QueueListener(
    QueueClient queue, MessageProcessor processor, QueueSettings settings, TimeSpan lease, TimeProvider time, ILogger logger) : IListener
{
    private readonly PollingBackoff _backoff = new(settings.MaxPollingInterval);
    private readonly HashSet<Task> _running = [];
    private bool _isFailing;

    public async Task RunAsync(CancellationToken stopping, CancellationToken ending)
    {
        try
        {
            while (true)
            {
                await WaitForRoomAsync(stopping);
                QueueMessage[] messages = await ReceiveAsync(ending);
                foreach (QueueMessage message in messages)
                    _running.Add(Task.Run(() => processor.ProcessAsync(message, ending), CancellationToken.None));
                if (messages.Length == 0)
                    await Task.Delay(_backoff.Next(), time, stopping);
                else
                    _backoff.Reset();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }

        await Task.WhenAll(_running);
    }

    private async Task WaitForRoomAsync(CancellationToken stopping)
    {
        _running.RemoveWhere(task => task.IsCompleted);
        while (_running.Count > settings.NewBatchThreshold)
        {
            await Task.WhenAny(_running).WaitAsync(stopping);
            _running.RemoveWhere(task => task.IsCompleted);
        }
    }

    private async Task<QueueMessage[]> ReceiveAsync(CancellationToken ending)
    {
        try
        {
            // Not cut off by a stop: messages already handed out would stay invisible until their lease ran out.
            QueueMessage[] messages = await queue.ReceiveMessagesAsync(settings.BatchSize, lease, ending);
            if (_isFailing)
                Log.Recovered(logger, queue.Name);
            _isFailing = false;
            return messages;
        }
        catch (RequestFailedException e) when (e.ErrorCode == "QueueNotFound")
        {
            return [];
        }
        catch (Exception e) when (!ending.IsCancellationRequested && StorageFailure.Is(e))
        {
            if (!_isFailing)
                Log.Unreachable(logger, queue.Name, StorageFailure.Reason(e));
            _isFailing = true;
            return [];
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Queue '{Queue}' cannot be read ({Reason}); trying again until it can.")]
        public static partial void Unreachable(ILogger logger, string queue, string reason);

        [LoggerMessage(2, LogLevel.Information, "Queue '{Queue}' can be read again.")]
        public static partial void Recovered(ILogger logger, string queue);
    }
}
