using System.Globalization;
using Azure.Data.Tables;
using Webhooks.Storage.Reading;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Deliveries;

/// <summary>Reads a vendor's deliveries from the newest to the oldest, whole, so few at a time.</summary>
/// <param name="store">Reads each.</param>
public sealed class DeliveryPages(WebhookTables tables, DeliveryStore store)
{
    private const int MaxDeliveries = 100;
    private const int LeastAtOnce = 10; // of each partition
    private const int MaxBytes = 8 * 1024 * 1024; // of bodies; one that is larger is a page of its own

    /// <summary>Reads the next deliveries.</summary>
    /// <param name="from">The earliest <c>ReceivedAt</c>.</param>
    /// <param name="to">Before this <c>ReceivedAt</c>.</param>
    /// <param name="cursor"><see cref="StoredPage.Next"/> of the page before, or null.</param>
    /// <returns>The page, perhaps an empty one with others after it.</returns>
    public async Task<StoredPage> ReadAsync(
        string vendor, DateTimeOffset from, DateTimeOffset to, string? cursor, CancellationToken cancellationToken)
    {
        if (from >= to)
            return new StoredPage([], null);

        (DateOnly day, PageCursor at) = cursor is null ? Before(to) : Parse(cursor);
        DateOnly firstDay = DateOnly.FromDateTime(from.UtcDateTime);
        DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
        string[] partitions = [.. parts.PartitionsOf(new VendorDay(vendor, day))];
        IEnumerable<NewestFirst> readers = partitions.Select(partition => new NewestFirst(
            tables,
            tables.Deliveries,
            partition,
            KeySpace.OfDay,
            filter: TableClient.CreateQueryFilter($"Vendor eq {vendor}"), // further rows of large deliveries have none
            floor: day == firstDay ? KeySpace.PlaceAt(from.UtcDateTime.TimeOfDay) : 0,
            maxAtOnce: Math.Max(MaxDeliveries / partitions.Length, LeastAtOnce)));
        (List<TableEntity> rows, PageCursor? next) = await Merged.NewestFirstAsync(
            [.. readers], at, MaxDeliveries, cancellationToken);

        int taken = Take(rows);
        if (taken < rows.Count)
            next = new PageCursor(rows[taken - 1].RowKey, next?.Width ?? at.Width);
        List<StoredDelivery> deliveries = [];
        foreach (TableEntity row in rows[..taken])
        {
            if (await store.ReadAsync(row, cancellationToken) is { } stored)
                deliveries.Add(stored);
        }

        if (next is not null)
            return new StoredPage(deliveries, Text(day, next.Value));
        return new StoredPage(
            deliveries, day <= firstDay
                ? null
                : Text(day.AddDays(-1), new PageCursor(KeySpace.OfDay.At(24 * KeySpace.Hour), at.Width)));
    }

    private static int Take(List<TableEntity> rows)
    {
        long bytes = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            if (i == MaxDeliveries)
                return i;
            bytes += new RowReader(rows[i]).NumberOrNull(DeliveryRow.BodyLength) ?? 0;
            if (i > 0 && bytes > MaxBytes)
                return i;
        }

        return rows.Count;
    }

    // The day whose last millisecond before the time is the first to be read.
    private static (DateOnly Day, PageCursor At) Before(DateTimeOffset to)
    {
        DateTime last = to.UtcDateTime.AddTicks(-1);
        long place = KeySpace.PlaceAt(last.TimeOfDay) + KeySpace.Millisecond;
        return (DateOnly.FromDateTime(last), new PageCursor(KeySpace.OfDay.At(place), KeySpace.Hour));
    }

    private static string Text(DateOnly day, PageCursor at) =>
        string.Create(CultureInfo.InvariantCulture, $"{day:yyyyMMdd}.{at.Below}.{at.Width}");

    private static (DateOnly Day, PageCursor At) Parse(string text)
    {
        string[] parts = text.Split('.');
        return (
            DateOnly.ParseExact(parts[0], "yyyyMMdd", CultureInfo.InvariantCulture),
            new PageCursor(
                parts[1], Math.Max(1, long.Parse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture))));
    }
}

/// <summary>Some stored deliveries.</summary>
/// <param name="Next">Where the next ones begin; null where these are the last.</param>
public sealed record StoredPage(IReadOnlyList<StoredDelivery> Deliveries, string? Next);
