using System.Globalization;
using System.Text;
using Webhooks.Simulation.Wire;

namespace Webhooks.Simulation.Queues;

/// <summary>A queue: what is visible first is handed out first.</summary>
internal sealed class Queue(IReadOnlyDictionary<string, string> metadata)
{
    private static readonly Comparer<QueueMessage> ByVisibility = Comparer<QueueMessage>.Create((a, b) =>
        a.VisibleAt != b.VisibleAt ? a.VisibleAt.CompareTo(b.VisibleAt) : a.Sequence.CompareTo(b.Sequence));

    private readonly SortedSet<QueueMessage> _order = new(ByVisibility);
    private readonly Dictionary<string, QueueMessage> _byId = [];
    private Throttle _throttle;
    private long _sequence;
    private long _receipts;

    public IReadOnlyDictionary<string, string> Metadata { get; set; } = metadata;

    /// <summary>All that are there, hidden ones included, as they would be handed out.</summary>
    public IReadOnlyCollection<QueueMessage> Messages => _order;

    /// <summary>When the first message can be had; null where there is none.</summary>
    public DateTimeOffset? FirstVisible => _order.Min?.VisibleAt;

    public void Take(int messages, int limit, DateTimeOffset now) => _throttle.Take(messages, limit, now);

    public QueueMessage Put(string text, DateTimeOffset now, TimeSpan hidden, DateTimeOffset expiresAt)
    {
        long sequence = ++_sequence;
        QueueMessage message = new(new Guid(
            (int)(sequence >> 32), 0, 0, BitConverter.GetBytes(sequence)).ToString(), sequence, text, now, expiresAt)
        {
            VisibleAt = now + hidden,
            PopReceipt = NextReceipt(),
        };
        _order.Add(message);
        _byId.Add(message.Id, message);
        return message;
    }

    /// <summary>The first that are visible.</summary>
    public List<QueueMessage> Visible(int count, DateTimeOffset now)
    {
        List<QueueMessage> visible = [];
        List<QueueMessage>? expired = null;
        foreach (QueueMessage message in _order)
        {
            if (visible.Count == count || message.VisibleAt > now)
                break;
            if (message.ExpiresAt <= now)
                (expired ??= []).Add(message);
            else
                visible.Add(message);
        }

        expired?.ForEach(Remove);
        return visible;
    }

    public List<QueueMessage> Get(int count, DateTimeOffset now, TimeSpan hidden)
    {
        List<QueueMessage> got = Visible(count, now);
        foreach (QueueMessage message in got)
        {
            Hide(message, now + hidden);
            message.DequeueCount++;
        }

        return got;
    }

    /// <summary>The message, if the receipt is its last one.</summary>
    public QueueMessage Find(string id, string? receipt, DateTimeOffset now)
    {
        if (!_byId.TryGetValue(id, out QueueMessage? message) || message.ExpiresAt <= now)
            throw new StorageFailure(404, "MessageNotFound", "The specified message does not exist.");
        return message.PopReceipt == receipt
            ? message
            : throw new StorageFailure(400, "PopReceiptMismatch",
                "The specified pop receipt did not match the pop receipt for a dequeued message.");
    }

    public void Hide(QueueMessage message, DateTimeOffset until)
    {
        _order.Remove(message);
        message.VisibleAt = until;
        message.PopReceipt = NextReceipt();
        _order.Add(message);
    }

    public void Remove(QueueMessage message)
    {
        _order.Remove(message);
        _byId.Remove(message.Id);
    }

    public void Clear()
    {
        _order.Clear();
        _byId.Clear();
    }

    /// <summary>How many there are, expired ones not counted.</summary>
    public int Count(DateTimeOffset now) => _order.Count(message => message.ExpiresAt > now);

    private string NextReceipt() =>
        Convert.ToBase64String(
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"receipt {++_receipts:0000000000}")));
}
