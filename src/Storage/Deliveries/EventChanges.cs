using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Storage.Events;
using Webhooks.Storage.Rows;

namespace Webhooks.Storage.Deliveries;

/// <summary>Compares an event's row with what today's mapper yields.</summary>
internal static class EventChanges
{
    private const string TypeColumn = nameof(EngagementEvent.Type);

    /// <summary>
    /// Which of two repeats of an event has its row: the one that happened later, and of one time the one that was
    /// received later. Where an event has a time of its own, all its repeats are of one time. Where it has none, the
    /// row keeps the latest that stood in, of which it depends whether what comes after midnight is a repeat.
    /// </summary>
    /// <returns>Above 0 where the first has it.</returns>
    public static int Order((DateTimeOffset At, string Owner) one, (DateTimeOffset At, string Owner) other) =>
        one.At != other.At ? one.At.CompareTo(other.At) : string.CompareOrdinal(one.Owner, other.Owner);

    /// <inheritdoc cref="Order(ValueTuple{DateTimeOffset, string}, ValueTuple{DateTimeOffset, string})"/>
    public static int Order(TableEntity one, TableEntity other) => Order(Place(one), Place(other));

    /// <summary>What writes an event, or null where it is there already or a later one has its row.</summary>
    /// <param name="wanted">The row as it should be.</param>
    /// <param name="existing">The row as it is, or null.</param>
    /// <param name="revised">The deliveries that are looked at together.</param>
    public static RevisionPlan.EventChange? Write(TableEntity wanted, TableEntity? existing, HashSet<string> revised)
    {
        string type = wanted.GetString(TypeColumn);
        if (existing is null)
        {
            return new RevisionPlan.EventChange(type, RevisionPlan.Added)
            {
                Action = new TableTransactionAction(TableTransactionActionType.Add, wanted),
            };
        }

        bool isLaters = !revised.Contains(OwnerOf(existing)) && Order(existing, wanted) > 0;
        if (isLaters || AreSame(wanted, existing))
            return null;
        return new RevisionPlan.EventChange(type, "changed")
        {
            Action = new TableTransactionAction(TableTransactionActionType.UpdateReplace, wanted, existing.ETag),
        };
    }

    /// <summary>
    /// What removes an event that its delivery yields no more, or null where it belongs to another delivery.
    /// </summary>
    public static RevisionPlan.EventChange? Remove(TableEntity existing, HashSet<string> revised) =>
        !revised.Contains(OwnerOf(existing))
            ? null
            : new RevisionPlan.EventChange(new RowReader(existing).Text(TypeColumn), "removed")
            {
                Action = new TableTransactionAction(TableTransactionActionType.Delete, existing, existing.ETag),
            };

    /// <summary>The delivery that an event belongs to.</summary>
    public static string OwnerOf(TableEntity row) => new RowReader(row).Text(nameof(EngagementEvent.DeliveryId));

    private static (DateTimeOffset At, string Owner) Place(TableEntity row)
    {
        RowReader columns = new(row);
        return (columns.Time(nameof(EngagementEvent.OccurredAt)), columns.Text(nameof(EngagementEvent.DeliveryId)));
    }

    private static bool AreSame(TableEntity wanted, TableEntity existing) =>
        EventRow.Read(existing) == EventRow.Read(wanted);
}
