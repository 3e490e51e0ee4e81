using System.Globalization;
using Azure.Data.Tables;
using Webhooks.Storage.Keys;
using Webhooks.Storage.Rows;

namespace Webhooks.Storage.Deliveries;

/// <summary>
/// Reads a vendor's deliveries from the newest to the oldest. A table answers in ascending order only, so a window of
/// time is read as a whole; its length follows how many deliveries there are.
/// </summary>
/// <param name="tables">The tables.</param>
/// <param name="store">Reads each.</param>
public sealed class DeliveryPages(WebhookTables tables, DeliveryStore store)
{
    private const int MaxDeliveries = 100;
    private const int MaxBytes = 8 * 1024 * 1024; // of bodies; one that is larger is a page of its own
    private const int DayLength = 24 * 60 * 60 * 1000; // ms
    private const int FirstWindow = 60 * 60 * 1000; // ms
    private const string RowKeyTime = "hhmmssfff";

    /// <summary>Reads the next deliveries.</summary>
    /// <param name="vendor">The vendor's name.</param>
    /// <param name="from">The earliest <c>ReceivedAt</c>.</param>
    /// <param name="to">Before this <c>ReceivedAt</c>.</param>
    /// <param name="cursor"><see cref="StoredPage.Next"/> of the page before, or null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The page, perhaps an empty one with others after it.</returns>
    public async Task<StoredPage> ReadAsync(
        string vendor, DateTimeOffset from, DateTimeOffset to, string? cursor, CancellationToken cancellationToken)
    {
        if (from >= to)
            return new StoredPage([], null);

        Cursor at = cursor is null ? Cursor.Before(to) : Cursor.Parse(cursor);
        DateOnly firstDay = DateOnly.FromDateTime(from.UtcDateTime);
        int earliest = at.Day == firstDay ? (int)from.UtcDateTime.TimeOfDay.TotalMilliseconds : 0;
        while (true)
        {
            int lower = Math.Max(earliest, at.UpperTime - at.Window);
            List<TableEntity> rows = await ReadRowsAsync(vendor, at, lower, cancellationToken);
            if (rows.Count > MaxDeliveries && at.UpperTime - lower > 1)
            {
                at = at with { Window = (at.UpperTime - lower) / 2 };
                continue;
            }

            rows.Reverse();
            int taken = Take(rows);
            List<StoredDelivery> deliveries = [];
            foreach (TableEntity row in rows[..taken])
            {
                if (await store.ReadAsync(row, cancellationToken) is { } stored)
                    deliveries.Add(stored);
            }


            if (rows.Count < MaxDeliveries / 4)
                at = at with { Window = Math.Min(at.Window * 4, DayLength) };
            if (taken < rows.Count)
                return new StoredPage(deliveries, (at with { Upper = rows[taken - 1].RowKey }).ToString());
            if (lower > earliest)
                return new StoredPage(deliveries, (at with { Upper = Cursor.RowKeyAt(lower) }).ToString());
            return new StoredPage(
                deliveries, at.Day <= firstDay ? null : new Cursor(at.Day.AddDays(-1), Cursor.RowKeyAt(DayLength), at.Window).ToString());
        }
    }

    private async Task<List<TableEntity>> ReadRowsAsync(string vendor, Cursor at, int lower, CancellationToken cancellationToken)
    {
        string partition = new VendorDay(vendor, at.Day).ToString();
        (string first, string end) = (Cursor.RowKeyAt(lower), at.Upper);

        // Further rows of large deliveries have no vendor.
        string filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {partition} and RowKey ge {first} and RowKey lt {end} and Vendor eq {vendor}");
        List<TableEntity> rows = [];
        await foreach (TableEntity row in tables.Deliveries.QueryAsync<TableEntity>(
            filter, MaxDeliveries + 1, cancellationToken: cancellationToken))
        {
            rows.Add(row);
            if (rows.Count > MaxDeliveries && at.UpperTime - lower > 1)
                break;
        }

        return rows;
    }

    private static int Take(List<TableEntity> rows)
    {
        long bytes = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            bytes += new RowReader(rows[i]).NumberOrNull(DeliveryRow.BodyLength) ?? 0;
            if (i > 0 && bytes > MaxBytes)
                return i;
        }

        return rows.Count;
    }

    // The day, the row key that comes after those to read, and the window's length in milliseconds.
    private readonly record struct Cursor(DateOnly Day, string Upper, int Window)
    {
        /// <summary>Milliseconds of the day.</summary>
        public int UpperTime
        {
            get
            {
                int hours = int.Parse(Upper.AsSpan(0, 2), CultureInfo.InvariantCulture);
                int minutes = int.Parse(Upper.AsSpan(2, 2), CultureInfo.InvariantCulture);
                int milliseconds = int.Parse(Upper.AsSpan(4, 5), CultureInfo.InvariantCulture);

                // A whole row key names a delivery: those before it in its own millisecond are still to be read.
                return (((hours * 60) + minutes) * 60_000) + milliseconds + (Upper.Length > 9 ? 1 : 0);
            }
        }

        public static Cursor Before(DateTimeOffset to)
        {
            long milliseconds = (to.UtcTicks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
            DateTime day = new DateTime((milliseconds - 1) * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc).Date;
            return new Cursor(
                DateOnly.FromDateTime(day), RowKeyAt((int)(milliseconds - (day.Ticks / TimeSpan.TicksPerMillisecond))), FirstWindow);
        }

        public static string RowKeyAt(int millisecond) => millisecond >= DayLength
            ? "240000000"
            : TimeSpan.FromMilliseconds(millisecond).ToString(RowKeyTime, CultureInfo.InvariantCulture);

        public static Cursor Parse(string text)
        {
            string[] parts = text.Split('.');
            return new Cursor(
                DateOnly.ParseExact(parts[0], "yyyyMMdd", CultureInfo.InvariantCulture),
                parts[1],
                int.Parse(parts[2], CultureInfo.InvariantCulture));
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Day:yyyyMMdd}.{Upper}.{Window}");
    }
}
