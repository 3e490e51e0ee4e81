using System.Text;
using Azure;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Storage.Events;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Deliveries;

/// <summary>A delivery as a row of <c>Deliveries</c>, and the further rows that a large one needs.</summary>
internal static class DeliveryRow
{
    public const string Status = "Status";
    public const string Error = "Error";
    public const string Body = "Body";
    public const string BodyLength = "BodyLength";
    public const string EventCount = "EventCount";

    private const string DeliveryIdColumn = nameof(Delivery) + nameof(Delivery.Id);
    private const string EventKeys = "EventKeys";
    private const string EventSpans = "SpansOfEvents"; // not to be taken for a chunk of the keys
    private const string Unfinished = "Unfinished";
    private const int MaxTextUnits = 32 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Makes the rows, the delivery's own last.</summary>
    /// <param name="parts">Over how many partitions its day is spread.</param>
    public static List<TableEntity> From(
        Delivery delivery, string status, IReadOnlyList<EventKey> eventKeys, string? error, DayParts parts)
    {
        DeliveryKey key = DeliveryKey.Of(delivery, parts);
        TableEntity row = new(key.Partition, key.Row)
        {
            [DeliveryIdColumn] = delivery.Id,
            [nameof(Delivery.Vendor)] = delivery.Vendor,
            [nameof(Delivery.ReceivedAt)] = delivery.ReceivedAt,
            [nameof(Delivery.Method)] = delivery.Method,
            [BodyLength] = delivery.Body.Length,
        };
        Set(row, nameof(Delivery.ContentType), Cut(delivery.ContentType));
        Set(row, nameof(Delivery.ContentEncoding), Cut(delivery.ContentEncoding));
        Set(row, nameof(Delivery.TraceParent), delivery.TraceParent);

        List<TableEntity> rows = [];
        if (delivery.Query is { Length: > MaxTextUnits } query)
            rows.AddRange(ChunkedValue.Put(row, nameof(Delivery.Query), Encoding.UTF8.GetBytes(query)));
        else
            Set(row, nameof(Delivery.Query), delivery.Query);

        if (TextOf(delivery.Body.Span) is { } text)
            row[Body] = text;
        else
            rows.AddRange(ChunkedValue.Put(row, Body, delivery.Body.Span));

        rows.AddRange(SetOutcome(row, status, eventKeys, error, ManyEvents.None));
        rows.Add(row);
        return rows;
    }

    /// <summary>
    /// Makes the rows that say another outcome of a stored delivery, its own last, on the version that was read.
    /// </summary>
    /// <param name="stored">The delivery as it was read.</param>
    /// <param name="status">One of <see cref="DeliveryStatuses"/>.</param>
    /// <param name="error">Why it was rejected, or null.</param>
    /// <param name="unfinished">See <see cref="StoredDelivery.IsUnfinished"/>.</param>
    /// <param name="many">See <see cref="StoredDelivery.Many"/>; null leaves them as they are.</param>
    public static List<TableEntity> Revised(
        StoredDelivery stored,
        string status,
        IReadOnlyList<EventKey> eventKeys,
        string? error,
        bool unfinished = false,
        ManyEvents? many = null)
    {
        TableEntity row = new(stored.Row);
        ChunkedValue.Remove(row, EventKeys);
        ChunkedValue.Remove(row, EventSpans);
        List<TableEntity> rows = SetOutcome(row, status, eventKeys, error, many ?? stored.Many);
        if (unfinished)
            row[Unfinished] = true;
        else
            row.Remove(Unfinished);
        rows.Add(row);
        return rows;
    }

    /// <summary>
    /// What is left of an erased delivery: that there was one, of which length, and the events of other people. While
    /// its events are being stored, those that are to go are named, too: they may still come.
    /// </summary>
    public static List<TableEntity> Erased(StoredDelivery stored, IReadOnlyCollection<EventKey> removed)
    {
        HashSet<EventKey> left = [.. stored.EventKeys];
        if (!stored.IsUnfinished)
            left.ExceptWith(removed);
        List<TableEntity> rows = Revised(
            stored,
            DeliveryStatuses.Erased,
            [.. stored.EventKeys.Where(left.Contains)],
            error: null,
            stored.IsUnfinished,
            stored.Many with { Count = Math.Max(0, stored.Many.Count - removed.Count) });
        TableEntity row = rows[^1];
        int length = (int)(new RowReader(row).NumberOrNull(BodyLength) ?? 0);
        ChunkedValue.Remove(row, Body);
        ChunkedValue.Remove(row, nameof(Delivery.Query));
        row.Remove(nameof(Delivery.ContentType));
        row.Remove(nameof(Delivery.ContentEncoding));
        row.Remove(nameof(Delivery.TraceParent));
        row[BodyLength] = length;
        return rows;
    }

    /// <summary>
    /// What writes a delivery's rows. Further rows are new under their digest; its own, the last, is written only where
    /// it is as it was read.
    /// </summary>
    /// <param name="known">The version that was read; null where there was none.</param>
    public static IEnumerable<TableTransactionAction> Write(List<TableEntity> rows, ETag? known) =>
        rows.Select((row, index) =>
        index < rows.Count - 1 ? new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)
        : known is null ? new TableTransactionAction(TableTransactionActionType.Add, row)
        : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, known.Value));

    /// <summary>The keys of a row's further rows.</summary>
    public static IEnumerable<TableEntity> FurtherRows(TableEntity row) =>
        ((string[])[Body, nameof(Delivery.Query), EventKeys, EventSpans])
            .SelectMany(name => ChunkedValue.FurtherKeys(row, name))
            .Select(key => new TableEntity(row.PartitionKey, key));

    /// <summary>Reads a delivery back, its body byte for byte.</summary>
    /// <returns>The delivery, or null where the row, or a further one, cannot be read.</returns>
    public static async Task<StoredDelivery?> ReadAsync(
        TableClient table, TableEntity row, DayParts parts, CancellationToken cancellationToken)
    {
        RowReader columns = new(row);
        Delivery delivery = new()
        {
            Id = columns.Text(DeliveryIdColumn),
            Vendor = columns.Text(nameof(Delivery.Vendor)),
            ReceivedAt = columns.Time(nameof(Delivery.ReceivedAt)),
            Method = columns.Text(nameof(Delivery.Method)),
            ContentType = columns.TextOrNull(nameof(Delivery.ContentType)),
            ContentEncoding = columns.TextOrNull(nameof(Delivery.ContentEncoding)),
            Query = columns.TextOrNull(nameof(Delivery.Query)),
            TraceParent = columns.TextOrNull(nameof(Delivery.TraceParent)),
            Body = Encoding.UTF8.GetBytes(columns.TextOrNull(Body) ?? ""),
        };
        string keys = columns.TextOrNull(EventKeys) ?? "";
        string spans = columns.TextOrNull(EventSpans) ?? "";
        StoredDelivery stored = new(delivery, columns.Text(Status), [], columns.TextOrNull(Error))
        {
            IsUnfinished = columns.FlagOrNull(Unfinished) ?? false,
            Row = row,
        };

        // The keys say again what the columns do: one that was edited leads to other rows.
        DeliveryKey key = new(row.PartitionKey, row.RowKey);
        if (!columns.IsReadable
            || DeliveryKey.Of(delivery, parts) != key
            || !DeliveryKey.TryOf(delivery.Vendor, delivery.Id, parts, out DeliveryKey byId)
            || byId != key)
            return null;
        try
        {
            if (ChunkedValue.IsIn(row, Body))
                delivery = delivery with { Body = await ChunkedValue.GetAsync(table, row, Body, cancellationToken) };
            if (ChunkedValue.IsIn(row, nameof(Delivery.Query)))
            {
                string query = await TextAsync(table, row, nameof(Delivery.Query), cancellationToken);
                delivery = delivery with { Query = query };
            }

            if (ChunkedValue.IsIn(row, EventKeys))
                keys = await TextAsync(table, row, EventKeys, cancellationToken);
            if (ChunkedValue.IsIn(row, EventSpans))
                spans = await TextAsync(table, row, EventSpans, cancellationToken);
        }
        catch (InvalidDataException)
        {
            return null;
        }

        List<EventKey> events = [];
        foreach (string text in keys.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!EventKey.TryParse(text, out EventKey read))
                return null;
            events.Add(read);
        }

        List<EventSpan> many = [];
        foreach (string text in spans.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!EventSpan.TryParse(text, out EventSpan span))
                return null;
            many.Add(span);
        }

        return stored with
        {
            Delivery = delivery,
            EventKeys = events,
            Many = many.Count == 0
                ? ManyEvents.None
                : new ManyEvents((int)(columns.NumberOrNull(EventCount) ?? 0), many),
        };
    }

    private static List<TableEntity> SetOutcome(
        TableEntity row, string status, IReadOnlyList<EventKey> eventKeys, string? error, ManyEvents many)
    {
        row[Status] = status;
        row[EventCount] = Math.Max(many.Count, eventKeys.Count);
        row.Remove(Error);
        Set(row, Error, Cut(error));
        return [.. PutLines(row, EventKeys, eventKeys), .. PutLines(row, EventSpans, many.Spans)];
    }

    private static IReadOnlyList<TableEntity> PutLines<T>(TableEntity row, string name, IReadOnlyList<T> lines)
    {
        string text = string.Join('\n', lines);
        if (text.Length > MaxTextUnits)
            return ChunkedValue.Put(row, name, Encoding.UTF8.GetBytes(text));
        if (text.Length > 0)
            row[name] = text;
        return [];
    }

    private static async Task<string> TextAsync(
        TableClient table, TableEntity row, string name, CancellationToken cancellationToken) =>
        Encoding.UTF8.GetString(await ChunkedValue.GetAsync(table, row, name, cancellationToken));

    // Text where that gives the same bytes back and fits a property; else null.
    private static string? TextOf(ReadOnlySpan<byte> body)
    {
        if (body.Length > MaxTextUnits * 3)
            return null;
        try
        {
            string text = StrictUtf8.GetString(body);
            return text.Length <= MaxTextUnits ? text : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string? Cut(string? text) => text is { Length: > 1024 } ? text[..1024] : text;

    private static void Set(TableEntity row, string column, string? value)
    {
        if (value is not null)
            row[column] = value;
    }
}
