using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Queues;
using Webhooks.Ingestion.Messages;

namespace Webhooks.Storage.Queue;

/// <summary>
/// The queue <c>deliveries</c>, written by group commit: a delivery joins those that wait, and as soon as a writer is
/// free it takes all of them, puts one message, and releases them together. No timer: a delivery that comes alone is
/// put at once, and one that comes while another is put waits for that at most. A message that is not full is put only
/// while no other is: two half-full ones would cost twice as much, and come no sooner.
/// </summary>
/// <param name="options">Its bounds.</param>
public sealed class DeliveryQueue(QueueClient queue, DeliveryQueueOptions options, TimeProvider time)
{
    private static readonly TimeSpan NeverExpires = TimeSpan.FromSeconds(-1);

    private readonly Lock _gate = new();
    private readonly Queue<WaitingDelivery> _waiting = new();
    private readonly ConcurrentBag<MessageWriter> _packers = [];
    private long _waitingBytes;
    private int _writers;
    private int _plainBudget = 256 * 1024;

    /// <summary>Puts an entry into the queue.</summary>
    /// <param name="entry">A delivery, or the name of a stored one.</param>
    /// <returns>True once the queue has it durably; false where it does not fit a message and was not put.</returns>
    /// <exception cref="QueueUnavailableException">The queue did not take it, or too many wait.</exception>
    public Task<bool> TrySendAsync(QueuedDelivery entry)
    {
        WaitingDelivery waiting = new(entry, time.GetTimestamp());
        lock (_gate)
        {
            if (_waiting.Count >= options.MaxWaiting || _waitingBytes + waiting.Bytes > options.MaxWaitingBytes)
                throw new QueueUnavailableException("Too many deliveries wait to be stored.");

            _waiting.Enqueue(waiting);
            _waitingBytes += waiting.Bytes;
            if (_writers > 0 && (_writers >= options.Writers || !IsWorthAnotherWriter()))
                return waiting.Task;
            _writers++;
        }

        _ = WriteAsync();
        return waiting.Task;
    }

    private async Task WriteAsync()
    {
        if (!_packers.TryTake(out MessageWriter? packer))
            packer = new MessageWriter();
        List<WaitingDelivery> batch = [];
        while (Take(batch))
        {
            await SendAsync(packer, batch);
            batch.Clear();
        }

        _packers.Add(packer);
    }

    // Whether a full message waits; or a put hangs, which must not hold up the rest.
    private bool IsWorthAnotherWriter() =>
        _waiting.Count >= options.MaxDeliveriesPerMessage
        || _waitingBytes >= _plainBudget
        || (_waiting.TryPeek(out WaitingDelivery? first)
            && time.GetElapsedTime(first.Since) > options.MaxWaitForCompany);

    // All that waits, up to a message's size; false, and one writer less, where nothing does, or too little beside
    // others.
    private bool Take(List<WaitingDelivery> batch)
    {
        lock (_gate)
        {
            if (_writers > 1 && !IsWorthAnotherWriter())
            {
                _writers--;
                return false;
            }

            int bytes = 0;
            while (batch.Count < options.MaxDeliveriesPerMessage && _waiting.TryPeek(out WaitingDelivery? next))
            {
                if (batch.Count > 0 && bytes + next.Bytes > _plainBudget)
                    break;
                _waiting.Dequeue();
                _waitingBytes -= next.Bytes;
                if (time.GetElapsedTime(next.Since) > options.MaxWait)
                {
                    next.SetException(new QueueUnavailableException("The queue is too slow."));
                    continue;
                }

                bytes += next.Bytes;
                batch.Add(next);
            }

            if (batch.Count == 0)
                _writers--;
            return batch.Count > 0;
        }
    }

    // Whatever happens, all of the batch are answered, and the writer goes on.
    private async Task SendAsync(MessageWriter packer, List<WaitingDelivery> batch)
    {
        try
        {
            if (Pack(packer, batch) is { } message)
            {
                await PutAsync(message);
                foreach (WaitingDelivery waiting in batch)
                    waiting.SetResult(true);
                return;
            }
        }
        catch (Exception e)
        {
            foreach (WaitingDelivery waiting in batch)
                waiting.SetException(new QueueUnavailableException("The queue did not take the delivery.", e));
            return;
        }

        if (batch.Count == 1)
        {
            batch[0].SetResult(false);
            return;
        }

        int half = batch.Count / 2;
        await SendAsync(packer, batch[..half]);
        await SendAsync(packer, batch[half..]);
    }

    // How much plain data a message holds depends on how well it compresses, so the budget follows what comes.
    private byte[]? Pack(MessageWriter packer, List<WaitingDelivery> batch)
    {
        Span<QueuedDelivery> entries = new QueuedDelivery[batch.Count];
        for (int i = 0; i < entries.Length; i++)
            entries[i] = batch[i].Entry;
        byte[]? message = packer.TryPack(entries);
        if (message is null && batch.Count > 1)
            _plainBudget = Math.Max(_plainBudget / 2, MessageWriter.MaxBytes);
        else if (message?.Length < MessageWriter.MaxBytes / 2)
            _plainBudget = Math.Min(_plainBudget + (_plainBudget / 8), MessageWriter.MaxPlainBytes);
        return message;
    }

    private async Task PutAsync(byte[] message)
    {
        BinaryData body = BinaryData.FromBytes(message);
        try
        {
            await queue.SendMessageAsync(body, timeToLive: NeverExpires);
        }
        catch (RequestFailedException e) when (e.ErrorCode == "QueueNotFound")
        {
            await queue.CreateIfNotExistsAsync();
            await queue.SendMessageAsync(body, timeToLive: NeverExpires);
        }
    }
}
