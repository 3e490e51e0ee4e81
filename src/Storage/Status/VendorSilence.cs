using Azure.Data.Tables;
using Webhooks.Storage.Reading;
using Webhooks.Storage.RollUp;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Status;

/// <summary>Finds when a vendor was heard of last, and whether that is unusually long ago.</summary>
internal sealed class VendorSilence(WebhookTables tables, TimeProvider time)
{
    private const int DaysBack = 7;
    private const long FairNumber = 20; // fewer events in the same hours a week ago may be chance

    /// <summary>Reads it: few requests, each for a stretch of a partition.</summary>
    public async Task<VendorState> ReadAsync(string vendor, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateTimeOffset? last = await LastReceivedAsync(vendor, now, cancellationToken);
        long aWeekAgo = await EventsAWeekAgoAsync(vendor, last ?? now.AddDays(-1), now, cancellationToken);
        return new VendorState(vendor, last, aWeekAgo >= FairNumber);
    }

    private async Task<DateTimeOffset?> LastReceivedAsync(
        string vendor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DayParts parts = await tables.Schedule.GetAsync(cancellationToken);
        for (int back = 0; back <= DaysBack; back++)
        {
            DateTimeOffset day = now.AddDays(-back);
            NewestFirst[] readers =
            [
                .. parts.PartitionsOf(VendorDay.Of(vendor, day)).Select(partition => new NewestFirst(
                    tables, tables.Deliveries, partition, KeySpace.OfDay, columns: ["PartitionKey", "RowKey"])),
            ];
            PageCursor? from = new(KeySpace.OfDay.At(24 * KeySpace.Hour), back == 0 ? Since(now) : 24 * KeySpace.Hour);
            List<TableEntity> rows = [];
            while (rows.Count == 0 && from is not null) // a page may be empty, and still go on
                (rows, from) = await Merged.NewestFirstAsync(readers, from.Value, 1, cancellationToken);
            if (rows.Count > 0)
            {
                TimeSpan at = TimeSpan.FromMilliseconds(KeySpace.OfDay.PlaceOf(rows[0].RowKey) / KeySpace.Millisecond);
                return new DateTimeOffset(day.UtcDateTime.Date, TimeSpan.Zero) + at;
            }
        }

        return null;
    }

    // From the day's end back to a little before now, where a busy vendor's last rows are.
    private static long Since(DateTimeOffset now) =>
        (24 * KeySpace.Hour) - KeySpace.PlaceAt(now.UtcDateTime.TimeOfDay) + (KeySpace.Hour / 12);

    private async Task<long> EventsAWeekAgoAsync(
        string vendor, DateTimeOffset last, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Whole hours only. The first begins after the last delivery; the last is over.
        DateTimeOffset from = HourOf(last).AddHours(1).AddDays(-DaysBack);
        DateTimeOffset end = HourOf(now).AddDays(-DaysBack);
        long count = 0;
        for (DateTimeOffset day = VendorDay.Of(vendor, from).Start; day < end; day = day.AddDays(1))
        {
            Dictionary<int, long> hours = await DayHours.TotalsAsync(
                tables.HourlyCounts, VendorDay.Of(vendor, day), cancellationToken);
            count += hours
                .Where(hour => day.AddHours(hour.Key) >= from && day.AddHours(hour.Key) < end)
                .Sum(hour => hour.Value);
        }

        return count;
    }

    private static DateTimeOffset HourOf(DateTimeOffset time) =>
        new(time.UtcDateTime.Date.AddHours(time.UtcDateTime.Hour), TimeSpan.Zero);
}
