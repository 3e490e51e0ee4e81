using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Events;

/// <summary>An event as a row of <c>Events</c>; a column is absent where the event has no value.</summary>
public static class EventRow
{
    /// <summary>Makes the row.</summary>
    /// <param name="parts">Over how many partitions its day is spread.</param>
    public static TableEntity From(EngagementEvent engagement, DayParts parts)
    {
        EventKey key = EventKey.Of(engagement);
        TableEntity row = new(key.PartitionIn(parts), key.Row);
        Set(row, nameof(EngagementEvent.EventId), engagement.EventId);
        Set(row, nameof(EngagementEvent.Vendor), engagement.Vendor);
        Set(row, nameof(EngagementEvent.Type), engagement.Type);
        Set(row, nameof(EngagementEvent.VendorEventType), engagement.VendorEventType);
        Set(row, nameof(EngagementEvent.Channel), engagement.Channel);
        Set(row, nameof(EngagementEvent.ChannelRaw), engagement.ChannelRaw);
        row[nameof(EngagementEvent.OccurredAt)] = engagement.OccurredAt;
        Set(row, nameof(EngagementEvent.TimeSource), engagement.TimeSource);
        row[nameof(EngagementEvent.ReceivedAt)] = engagement.ReceivedAt;
        Set(row, nameof(EngagementEvent.ContactId), engagement.ContactId);
        Set(row, nameof(EngagementEvent.ContactEmail), engagement.ContactEmail);
        Set(row, nameof(EngagementEvent.Campaign), engagement.Campaign);
        Set(row, nameof(EngagementEvent.CampaignStep), engagement.CampaignStep);
        Set(row, nameof(EngagementEvent.MessageSubject), engagement.MessageSubject);
        Set(row, nameof(EngagementEvent.MessageFrom), engagement.MessageFrom);
        Set(row, nameof(EngagementEvent.MessageTo), engagement.MessageTo);
        Set(row, nameof(EngagementEvent.LinkUrl), engagement.LinkUrl);
        Set(row, nameof(EngagementEvent.ViewUrl), engagement.ViewUrl);
        Set(row, nameof(EngagementEvent.DeliveryId), engagement.DeliveryId);
        row[nameof(EngagementEvent.DeliveryIndex)] = engagement.DeliveryIndex;
        Set(row, nameof(EngagementEvent.Data), engagement.Data);
        return row;
    }

    /// <summary>Reads the row.</summary>
    /// <param name="row">A row of <c>Events</c>, all columns.</param>
    /// <returns>The event, or null where the row cannot be read.</returns>
    public static EngagementEvent? Read(TableEntity row)
    {
        RowReader columns = new(row);
        EngagementEvent read = Read(ref columns);
        return columns.IsReadable ? read : null;
    }

    /// <summary>The id of the delivery that an event belongs to.</summary>
    internal static string OwnerOf(TableEntity row) => new RowReader(row).Text(nameof(EngagementEvent.DeliveryId));

    /// <summary>
    /// Which of two repeats of an event has its row: the one that happened later, and of one time the one that was
    /// received later. Where an event has a time of its own, all its repeats are of one time. Where it has none, the
    /// row keeps the latest that stood in, of which it depends whether what comes after midnight is a repeat.
    /// </summary>
    /// <returns>Above 0 where the first has it.</returns>
    internal static int Order((DateTimeOffset At, string Owner) one, (DateTimeOffset At, string Owner) other) =>
        one.At != other.At ? one.At.CompareTo(other.At) : string.CompareOrdinal(one.Owner, other.Owner);

    /// <inheritdoc cref="Order(ValueTuple{DateTimeOffset, string}, ValueTuple{DateTimeOffset, string})"/>
    internal static int Order(TableEntity one, TableEntity other) => Order(Place(one), Place(other));

    /// <summary>Reads of an edited row what can be read: what cannot is as good as absent.</summary>
    internal static EngagementEvent ReadWhatCanBe(TableEntity row)
    {
        RowReader columns = new(row);
        return Read(ref columns);
    }

    private static (DateTimeOffset At, string Owner) Place(TableEntity row)
    {
        RowReader columns = new(row);
        return (columns.Time(nameof(EngagementEvent.OccurredAt)), columns.Text(nameof(EngagementEvent.DeliveryId)));
    }

    private static EngagementEvent Read(ref RowReader columns) =>
        new()
        {
            EventId = columns.Text(nameof(EngagementEvent.EventId)),
            Vendor = columns.Text(nameof(EngagementEvent.Vendor)),
            Type = columns.Text(nameof(EngagementEvent.Type)),
            VendorEventType = columns.TextOrNull(nameof(EngagementEvent.VendorEventType)),
            Channel = columns.TextOrNull(nameof(EngagementEvent.Channel)),
            ChannelRaw = columns.TextOrNull(nameof(EngagementEvent.ChannelRaw)),
            OccurredAt = columns.Time(nameof(EngagementEvent.OccurredAt)),
            TimeSource = columns.Text(nameof(EngagementEvent.TimeSource)),
            ReceivedAt = columns.Time(nameof(EngagementEvent.ReceivedAt)),
            ContactId = columns.TextOrNull(nameof(EngagementEvent.ContactId)),
            ContactEmail = columns.TextOrNull(nameof(EngagementEvent.ContactEmail)),
            Campaign = columns.TextOrNull(nameof(EngagementEvent.Campaign)),
            CampaignStep = columns.TextOrNull(nameof(EngagementEvent.CampaignStep)),
            MessageSubject = columns.TextOrNull(nameof(EngagementEvent.MessageSubject)),
            MessageFrom = columns.TextOrNull(nameof(EngagementEvent.MessageFrom)),
            MessageTo = columns.TextOrNull(nameof(EngagementEvent.MessageTo)),
            LinkUrl = columns.TextOrNull(nameof(EngagementEvent.LinkUrl)),
            ViewUrl = columns.TextOrNull(nameof(EngagementEvent.ViewUrl)),
            DeliveryId = columns.Text(nameof(EngagementEvent.DeliveryId)),
            DeliveryIndex = (int)(columns.NumberOrNull(nameof(EngagementEvent.DeliveryIndex)) ?? 0),
            Data = columns.TextOrNull(nameof(EngagementEvent.Data)) ?? "{}",
        };

    private static void Set(TableEntity row, string column, string? value)
    {
        if (value is not null)
            row[column] = value;
    }
}
