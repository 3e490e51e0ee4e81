using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Storage.Events;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Contacts;

/// <summary>
/// A row of <c>Deliveries</c> that leads from contacts to the deliveries of a message that name them, in the
/// deliveries' own partition and behind all of them: <c>contact_{name}_{HHmmssfff}_{DeliveryId}_{digest}</c>, of the
/// first delivery and of all. The name is the contact's hash where the message names few; else the first three bits of
/// it, so that a message has eight rows, however many it names; and where a day is spread over several partitions, in
/// each of them the fewer (two of four, one of eight and more). Beside those, <c>more</c> says that a delivery names
/// more contacts than are indexed, <c>unknown</c> that it is about one that nobody knows.
/// </summary>
internal static class ContactRow
{
    /// <summary>What all their keys begin with.</summary>
    public const string Prefix = "contact";

    /// <summary>Instead of a hash: more contacts than are indexed.</summary>
    public const string More = "more";

    /// <summary>Instead of a hash: a contact that nobody knows.</summary>
    public const string Unknown = "unknown";

    /// <summary>The column that holds the entries, one a line.</summary>
    public const string Entries = "Contacts";

    private const int MaxRows = 8;
    private const int MaxTextUnits = 32 * 1024;

    /// <summary>Makes the rows of deliveries that are stored together.</summary>
    /// <param name="parts">Over how many partitions their days are spread.</param>
    public static IEnumerable<TableEntity> Of(
        IEnumerable<(Delivery Delivery, NamedContacts Named)> deliveries, DayParts parts)
    {
        foreach (var partition in deliveries.GroupBy(one => DeliveryKey.Of(one.Delivery, parts).Partition))
        {
            List<ContactEntry> entries =
                [.. partition.SelectMany(one => one.Named.Entries(one.Delivery.Id)).OrderBy(
                    entry => entry.Name, StringComparer.Ordinal)];
            string suffix = Suffix([.. partition.Select(one => one.Delivery)]);
            Delivery first = partition.First().Delivery;
            int most = MostRows(VendorDay.Of(first.Vendor, first.ReceivedAt), parts);
            bool areFew = entries.Select(entry => entry.Name).Distinct().Count() <= most;
            foreach (var row in entries.GroupBy(entry => areFew ? entry.Name : Shared(entry.Name, most)))
            {
                int number = 0;
                foreach (string lines in Columns(row.SelectMany(entry => entry.Lines())))
                {
                    string more = number++ == 0
                        ? ""
                        : string.Create(CultureInfo.InvariantCulture, $"_{number:000}");
                    yield return new TableEntity(partition.Key, $"{Prefix}_{row.Key}_{suffix}{more}")
                    {
                        [Entries] = lines,
                    };
                }
            }
        }
    }

    /// <summary>Whether a row is one of these.</summary>
    public static bool Is(TableEntity row) => row.RowKey.StartsWith($"{Prefix}_", StringComparison.Ordinal);

    /// <summary>The rows that may lead from contacts to deliveries, in the order of their keys.</summary>
    /// <param name="partition">A partition of the vendor's day.</param>
    /// <param name="names">The contacts' hashes, and what stands for one.</param>
    /// <param name="parts">Over how many partitions the day is spread.</param>
    public static IEnumerable<KeyRange> Ranges(string partition, IReadOnlyCollection<string> names, DayParts parts)
    {
        int most = VendorDay.TryParse(partition, out VendorDay day) ? MostRows(day, parts) : MaxRows;
        return names.Concat(names.Select(name => Shared(name, most))).Distinct()
            .Select(name => KeyRange.Under(partition, $"{Prefix}_{name}"))
            .OrderBy(range => range.From, StringComparer.Ordinal);
    }

    /// <summary>What a row leads to.</summary>
    public static IEnumerable<ContactEntry> Read(TableEntity row) =>
        (new RowReader(row).TextOrNull(Entries) ?? "").Split('\n').Select(ContactEntry.Parse).OfType<ContactEntry>();

    /// <summary>What a row leads to from some contacts: the lines of others, mostly thousands, are not read.</summary>
    /// <param name="names">The contacts' hashes, and what stands for one.</param>
    public static List<ContactEntry> Read(TableEntity row, IReadOnlyCollection<string> names)
    {
        string text = new RowReader(row).TextOrNull(Entries) ?? "";
        List<ContactEntry> found = [];
        foreach (Range at in text.AsSpan().Split('\n'))
        {
            ReadOnlySpan<char> line = text.AsSpan(at);
            foreach (string name in names)
            {
                bool isTheirs = line.Length > name.Length && line[name.Length] == ' '
                    && line.StartsWith(name, StringComparison.Ordinal);
                if (isTheirs && ContactEntry.Parse(line.ToString()) is { } entry)
                    found.Add(entry);
            }
        }

        return found;
    }

    /// <summary>What takes entries out of a row, on the version that was read.</summary>
    /// <returns>Null where there is none of them.</returns>
    public static TableTransactionAction? Without(TableEntity row, Func<ContactEntry, bool> isToGo)
    {
        ContactEntry[] all = [.. Read(row)];
        ContactEntry[] left = [.. all.Where(entry => !isToGo(entry))];
        if (left.Length == all.Length)
            return null;
        TableEntity rest = new(row.PartitionKey, row.RowKey)
        {
            [Entries] = string.Join('\n', left.SelectMany(entry => entry.Lines())),
        };
        return left.Length == 0
            ? new TableTransactionAction(TableTransactionActionType.Delete, rest, row.ETag)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, rest, row.ETag);
    }

    // Of other deliveries, though they begin with the same one, it is another: none replaces what leads to others.
    private static string Suffix(Delivery[] deliveries)
    {
        string[] ids = [.. deliveries.Select(delivery => delivery.Id).Order(StringComparer.Ordinal)];
        byte[] digest = SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(ids)));
        string? first = deliveries.Select(delivery => TableKeys.Row(delivery.ReceivedAt, delivery.Id))
            .Min(StringComparer.Ordinal);
        return $"{first}_{Convert.ToHexStringLower(digest.AsSpan(0, 4))}";
    }

    // Of a message in a partition.
    private static int MostRows(VendorDay day, DayParts parts) => Math.Max(1, MaxRows / parts.Of(day.Day));

    // The row that a contact shares with others where a message names many.
    private static string Shared(string name, int rows) => name is More or Unknown
        ? name
        : (Convert.ToInt32(name[..1], 16) * rows / 16).ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<string> Columns(IEnumerable<string> lines)
    {
        StringBuilder column = new();
        foreach (string line in lines)
        {
            if (column.Length > 0 && column.Length + line.Length >= MaxTextUnits)
            {
                yield return column.ToString();
                column.Clear();
            }

            column.Append(column.Length > 0 ? "\n" : "").Append(line);
        }

        if (column.Length > 0)
            yield return column.ToString();
    }
}

/// <summary>Leads from a contact to a delivery that names it: a line of a <see cref="ContactRow"/>.</summary>
/// <param name="Name">
/// The contact's hash; or <see cref="ContactRow.More"/>, or <see cref="ContactRow.Unknown"/>.
/// </param>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="Events">The events of it that name the contact; none where only its text does.</param>
internal sealed record ContactEntry(string Name, string DeliveryId, IReadOnlyList<EventKey> Events)
{
    private const int MaxEvents = 300; // a key has up to a hundred characters; a column 32 Ki

    /// <summary>Writes it.</summary>
    /// <returns>
    /// A line: name, delivery and events with spaces between; more than one where it has many events.
    /// </returns>
    public IEnumerable<string> Lines()
    {
        string begin = $"{Name} {DeliveryId}";
        return Events.Count == 0
            ? [begin]
            : Events.Chunk(MaxEvents).Select(some => $"{begin} {string.Join(' ', some)}");
    }

    /// <summary>Reads a line; null where it is none.</summary>
    public static ContactEntry? Parse(string line)
    {
        string[] parts = line.Split(' ');
        if (parts.Length < 2)
            return null;
        List<EventKey> events = [];
        foreach (string text in parts[2..])
        {
            if (EventKey.TryParse(text, out EventKey key))
                events.Add(key);
        }

        return new ContactEntry(parts[0], parts[1], events);
    }
}
