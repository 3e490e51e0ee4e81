using System.Globalization;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Storage.Events;
using Webhooks.Storage.Keys;
using Webhooks.Storage.Rows;

namespace Webhooks.Storage.Contacts;

/// <summary>
/// A row of <c>Deliveries</c> that leads from a contact to a delivery that names it, in the delivery's own partition
/// and behind all deliveries: <c>contact_{hash}_{HHmmssfff}_{DeliveryId}</c>. Instead of the hash, <c>more</c> says
/// that the delivery names more contacts than are indexed, <c>unknown</c> that it is about one that nobody knows.
/// </summary>
internal static class ContactRow
{
    /// <summary>What all their keys begin with.</summary>
    public const string Prefix = "contact";

    /// <summary>Instead of a hash: more contacts than are indexed.</summary>
    public const string More = "more";

    /// <summary>Instead of a hash: a contact that nobody knows.</summary>
    public const string Unknown = "unknown";

    private const string Delivery = "DeliveryRowKey";
    private const string EventKeys = "EventKeys";
    private const int MaxEvents = 300; // a key has up to a hundred characters; a column 32 Ki

    /// <summary>Makes the rows of a delivery.</summary>
    public static IEnumerable<TableEntity> Of(Delivery delivery, NamedContacts named)
    {
        DeliveryKey key = DeliveryKey.Of(delivery);
        foreach ((string hash, List<EventKey> events) in named.Events)
        {
            for (int from = 0, number = 0; from == 0 || from < events.Count; from += MaxEvents, number++)
            {
                TableEntity row = Row(key, hash, number);
                if (events.Count > 0)
                    row[EventKeys] = string.Join('\n', events.Skip(from).Take(MaxEvents));
                yield return row;
            }
        }

        if (named.HasMore)
            yield return Row(key, More, 0);
        if (named.HasUnknown)
            yield return Row(key, Unknown, 0);
    }

    /// <summary>The keys of the deliveries' rows that a contact's rows are named after.</summary>
    public static DeliveryKey? DeliveryOf(TableEntity row)
    {
        string[] parts = row.RowKey.Split('_');
        return parts.Length >= 4 ? new DeliveryKey(row.PartitionKey, $"{parts[2]}_{parts[3]}") : null;
    }

    /// <summary>Whether a row is one of these.</summary>
    public static bool Is(TableEntity row) => row.RowKey.StartsWith($"{Prefix}_", StringComparison.Ordinal);

    /// <summary>Whether a row leads to a delivery that may name anybody.</summary>
    public static bool IsOfAnybody(TableEntity row) => row.RowKey.Split('_')[1] is More or Unknown;

    /// <summary>The rows of a contact in a day.</summary>
    /// <param name="partition">The vendor's day.</param>
    /// <param name="hash">The contact's hash, or what stands for one.</param>
    public static KeyRange Range(string partition, string hash) => KeyRange.Under(partition, $"{Prefix}_{hash}");

    /// <summary>All such rows of a day that lead to a delivery, as a filter: it reads all of them.</summary>
    public static string Filter(DeliveryKey key) => KeyRange.Under(key.Partition, Prefix)
        .Filter(TableClient.CreateQueryFilter($"DeliveryRowKey eq {key.Row}"));

    /// <summary>The events of the delivery that name the contact.</summary>
    public static IEnumerable<EventKey> EventsOf(TableEntity row)
    {
        string keys = new RowReader(row).TextOrNull(EventKeys) ?? "";
        foreach (string text in keys.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (EventKey.TryParse(text, out EventKey key))
                yield return key;
        }
    }

    /// <summary>The key of the first row that leads from a contact to a delivery.</summary>
    public static string KeyOf(string hash, DeliveryKey key) => $"{Prefix}_{hash}_{key.Row}";

    private static TableEntity Row(DeliveryKey key, string hash, int number)
    {
        string suffix = number == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"_{number:000}");
        return new TableEntity(key.Partition, $"{KeyOf(hash, key)}{suffix}") { [Delivery] = key.Row };
    }
}
