using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Storage.Events;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Revision;

/// <summary>
/// Which events a large delivery is to have, and what each says: in short, since they are too many to be held.
/// </summary>
/// <param name="share">Only those of this share are held.</param>
/// <param name="shares">How many shares there are.</param>
internal sealed class WantedEvents(ulong share, ulong shares)
{
    private readonly Dictionary<ulong, Wanted> _wanted = [];

    /// <summary>Whether none is left that is to be stored.</summary>
    public bool IsEmpty => _wanted.Count == 0;

    /// <summary>Adds events; of repeats the last counts, as everywhere.</summary>
    public void Add(IEnumerable<EngagementEvent> events)
    {
        foreach (EngagementEvent engagement in events)
        {
            ulong id = IdOf(EventKey.Of(engagement));
            if (id % shares == share)
                _wanted[id] = new Wanted(ContentOf(engagement), TimeOf(engagement.OccurredAt), false);
        }
    }

    /// <summary>Compares a row that is there: what is as it should be is not to be stored any more.</summary>
    /// <param name="deliveryId">The delivery.</param>
    /// <returns>False where the row is the delivery's, and is not wanted.</returns>
    public bool Compare(TableEntity row, string deliveryId)
    {
        ulong id = IdOf(EventKey.Of(row));
        if (id % shares != share)
            return true;
        string owner = EventRow.OwnerOf(row);
        if (!_wanted.TryGetValue(id, out Wanted wanted))
            return owner != deliveryId;
        int time = TimeOf(new RowReader(row).Time(nameof(EngagementEvent.OccurredAt)));
        bool isLaters = time != wanted.Time
            ? time > wanted.Time
            : string.CompareOrdinal(owner, deliveryId) > 0;
        if (isLaters || wanted.Content == ContentOf(row))
            _wanted.Remove(id);
        else
            _wanted[id] = wanted with { Differs = true };
        return true;
    }

    /// <summary>Whether an event is to be stored.</summary>
    /// <param name="differs">Whether another is there in its place.</param>
    public bool Contains(EngagementEvent engagement, out bool differs)
    {
        bool isWanted = _wanted.TryGetValue(IdOf(EventKey.Of(engagement)), out Wanted wanted)
            && wanted.Content == ContentOf(engagement);
        differs = wanted.Differs;
        return isWanted;
    }

    private static ulong IdOf(EventKey key) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(key.ToString())));

    // Of the row's day, in milliseconds: all of one row are of one day.
    private static int TimeOf(DateTimeOffset at) => (int)at.UtcDateTime.TimeOfDay.TotalMilliseconds;

    // As its row says it, wherever that is.
    private static int ContentOf(EngagementEvent engagement) => ContentOf(EventRow.From(engagement, DayParts.One));

    private static int ContentOf(TableEntity row) => EventRow.Read(row)?.GetHashCode() ?? 0;

    private readonly record struct Wanted(int Content, int Time, bool Differs);
}
