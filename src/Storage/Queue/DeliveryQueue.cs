using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Queues;
using Webhooks.Ingestion.Messages;

namespace Webhooks.Storage.Queue;

/// <summary>
/// The queue <c>deliveries</c>, written by group commit: a delivery joins those that wait, and as soon as a writer is
/// free it takes all of them, puts one message, and releases them together. A delivery that comes alone is put at once,
/// without a timer, and one that comes while another is put waits for that. A message that is not full is put only
/// while no other is: two half-full ones would cost twice as much, and come no sooner. But a put may hang: what waits
/// is looked after four times a second.
/// </summary>
/// <param name="options">Its bounds.</param>
public sealed class DeliveryQueue(QueueClient queue, DeliveryQueueOptions options, TimeProvider time)
{
    private static readonly TimeSpan NeverExpires = TimeSpan.FromSeconds(-1);

    private readonly Lock _gate = new();
    private readonly Queue<WaitingDelivery> _waiting = new();
    private readonly ConcurrentBag<MessageWriter> _packers = [];
    private readonly List<List<WaitingDelivery>> _takenLate = [];
    private long _waitingBytes;
    private int _writers;
    private ITimer? _watch;
    private bool _isWatched;
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
            {
                Watch();
                return waiting.Task;
            }

            _writers++;
        }

        _ = WriteAsync();
        return waiting.Task;
    }

    // Whoever comes next looks, too; but there may be nobody.
    private void Watch()
    {
        if (_isWatched)
            return;
        _isWatched = true;
        if (_watch is null)
        {
            // Of no request, or its trace would go on for ever.
            using AsyncFlowControl none = ExecutionContext.SuppressFlow();
            _watch = time.CreateTimer(
                _ => LookAfter(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        _watch.Change(options.MaxWaitForCompany, Timeout.InfiniteTimeSpan);
    }

    private void LookAfter()
    {
        lock (_gate)
        {
            _isWatched = false;
            RefuseLate();
            RefuseHeld();
            if (_waiting.Count == 0 && _takenLate.Count == 0)
                return;
            Watch();
            if (_waiting.Count == 0 || _writers >= options.Writers || !IsWorthAnotherWriter())
                return;
            _writers++;
        }

        _ = WriteAsync();
    }

    private void RefuseLate()
    {
        while (_waiting.TryPeek(out WaitingDelivery? first) && time.GetElapsedTime(first.Since) > options.MaxWait)
        {
            _waiting.Dequeue();
            _waitingBytes -= first.Bytes;
            first.SetException(new QueueUnavailableException("The queue is too slow."));
        }
    }

    // Their put goes on: it may yet store them, as any put whose answer is lost.
    private void RefuseHeld()
    {
        foreach (WaitingDelivery taken in _takenLate.SelectMany(batch => batch))
        {
            if (time.GetElapsedTime(taken.Since) >= options.MaxHold)
                taken.TrySetException(new QueueUnavailableException("The queue is too slow."));
        }
    }

    private async Task WriteAsync()
    {
        if (!_packers.TryTake(out MessageWriter? packer))
            packer = new MessageWriter();
        List<WaitingDelivery> batch = [];
        while (Take(batch))
        {
            await SendAsync(packer, batch);
            lock (_gate)
                _takenLate.Remove(batch);
            batch.Clear();
        }

        _packers.Add(packer);
    }

    // Whether a full message waits; or a put hangs, which must not hold up the rest.
    private bool IsWorthAnotherWriter() =>
        _waiting.Count >= options.MaxDeliveriesPerMessage
        || _waitingBytes >= _plainBudget
        || (_waiting.TryPeek(out WaitingDelivery? first)
            && time.GetElapsedTime(first.Since) >= options.MaxWaitForCompany);

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

            RefuseLate();
            int bytes = 0;
            while (batch.Count < options.MaxDeliveriesPerMessage && _waiting.TryPeek(out WaitingDelivery? next))
            {
                if (batch.Count > 0 && bytes + next.Bytes > _plainBudget)
                    break;
                _waiting.Dequeue();
                _waitingBytes -= next.Bytes;
                bytes += next.Bytes;
                batch.Add(next);
            }

            if (batch.Count == 0)
            {
                _writers--;
                return false;
            }

            // A put is given up in time for what it took at once; for what waited long that may be too late.
            if (time.GetElapsedTime(batch[0].Since) > options.MaxWaitForCompany)
            {
                _takenLate.Add(batch);
                Watch();
            }

            return true;
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
                    waiting.TrySetResult(true);
                return;
            }
        }
        catch (Exception e)
        {
            foreach (WaitingDelivery waiting in batch)
                waiting.TrySetException(new QueueUnavailableException("The queue did not take the delivery.", e));
            return;
        }

        if (batch.Count == 1)
        {
            batch[0].TrySetResult(false);
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

/// <summary>A delivery that waits to be written; completes with false where it does not fit a message.</summary>
internal sealed class WaitingDelivery(QueuedDelivery entry, long since)
    : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public QueuedDelivery Entry { get; } = entry;

    public long Since { get; } = since;

    public int Bytes => Entry.Delivery?.Body.Length ?? 0;
}
