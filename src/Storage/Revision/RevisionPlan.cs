using Azure.Data.Tables;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Events;

namespace Webhooks.Storage.Revision;

/// <summary>
/// What is to be done so that stored deliveries, and their events, are what today's mapper makes of them.
/// </summary>
public sealed class RevisionPlan
{
    /// <summary>See <see cref="EventChange"/>.</summary>
    public const string Added = "added";

    /// <summary>See <see cref="EventChange"/>.</summary>
    public const string Removed = "removed";

    /// <summary>What each delivery becomes.</summary>
    public required IReadOnlyList<Item> Items { get; init; }

    /// <summary>What happens to events; those of a large delivery are only in <see cref="Counts"/>.</summary>
    public required IReadOnlyList<EventChange> Events { get; init; }

    /// <summary>How many events of large deliveries are added, changed and removed, by type.</summary>
    public IReadOnlyCollection<KeyValuePair<(string Type, string Kind), int>> Counts { get; init; } = [];

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => Events.Count == 0 && Items.All(item => !item.HasWork);

    /// <summary>
    /// Where there are large deliveries among others: each of them, and what lies between them, from the newest to the
    /// oldest. They are planned anew and carried out one after the other.
    /// </summary>
    internal IReadOnlyList<RevisionPlan> Parts { get; init; } = [];

    /// <summary>Stores the events of the one item, where that is large.</summary>
    internal LargeRevision? Large { get; init; }

    /// <summary>Puts plans together.</summary>
    /// <param name="parts">See <see cref="Parts"/>.</param>
    internal static RevisionPlan InParts(IReadOnlyList<RevisionPlan> parts) => new()
    {
        Items = [.. parts.SelectMany(part => part.Items)],
        Events = [.. parts.SelectMany(part => part.Events)],
        Counts = [.. parts.SelectMany(part => part.Counts)],
        Parts = parts,
    };

    /// <summary>The same, only to be looked at where it is of a large delivery.</summary>
    internal RevisionPlan Released() => Large is null
        ? this
        : new RevisionPlan
        {
            Items = [.. Items.Select(item => item with { Outcome = item.Outcome with { Events = [] } })],
            Events = Events,
            Counts = Counts,
        };

    /// <summary>One delivery.</summary>
    /// <param name="Outcome">What it is mapped to today.</param>
    public sealed record Item(StoredDelivery Stored, DeliveryOutcome Outcome)
    {
        /// <summary>Its row is to say another outcome.</summary>
        public bool RowChanges { get; init; }

        /// <summary>Events of it change, or may be half written: its row says so until they are whole.</summary>
        public bool EventsChange { get; init; }

        /// <summary>Its partition is purged already: it stays only while it is rejected.</summary>
        public bool Expired { get; init; }

        /// <summary>Whether anything is to be done.</summary>
        public bool HasWork => RowChanges || EventsChange || Expired || RejectedRow is not null;

        /// <summary>Its row of <c>RejectedDeliveries</c>, where that is to be written.</summary>
        internal TableEntity? RejectedRow { get; init; }

        /// <summary>The hours to be counted again.</summary>
        internal IReadOnlyList<EventKey> ToMark { get; init; } = [];
    }

    /// <summary>What happens to one event.</summary>
    /// <param name="Type">Its type; for a changed one the new type.</param>
    /// <param name="Kind"><c>added</c>, <c>changed</c> or <c>removed</c>.</param>
    public sealed record EventChange(string Type, string Kind)
    {
        /// <summary>The action that does it.</summary>
        public required TableTransactionAction Action { get; init; }

        /// <summary>Where the event is.</summary>
        public EventKey Key => EventKey.Of(Action.Entity);
    }
}
