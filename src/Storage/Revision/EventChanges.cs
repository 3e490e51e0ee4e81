using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Storage.Events;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Revision;

/// <summary>Compares an event's row with what today's mapper yields.</summary>
internal static class EventChanges
{
    private const string TypeColumn = nameof(EngagementEvent.Type);

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

        bool isLaters = !revised.Contains(EventRow.OwnerOf(existing)) && EventRow.Order(existing, wanted) > 0;
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
        !revised.Contains(EventRow.OwnerOf(existing))
            ? null
            : new RevisionPlan.EventChange(new RowReader(existing).Text(TypeColumn), RevisionPlan.Removed)
            {
                Action = new TableTransactionAction(TableTransactionActionType.Delete, existing, existing.ETag),
            };

    private static bool AreSame(TableEntity wanted, TableEntity existing) =>
        EventRow.Read(existing) == EventRow.Read(wanted);
}
