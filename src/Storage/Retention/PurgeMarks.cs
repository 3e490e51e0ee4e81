using System.Globalization;
using Azure.Data.Tables;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Retention;

/// <summary>
/// How far each vendor's days are purged: rows of <c>Purges</c>, partition <c>{vendor}</c>, row <c>Events</c> or
/// <c>Deliveries</c>. <c>Through</c> is written before the first row of a day goes, <c>Done</c> after the last one: so
/// that nobody counts a day that is being emptied, and a purge that was cut off is finished by the next.
/// </summary>
public sealed class PurgeMarks(WebhookTables tables)
{
    private const string Format = "yyyyMMdd";

    /// <summary>Reads how far a vendor's days are purged.</summary>
    /// <returns>The last days; <see cref="DateOnly.MinValue"/> where none was ever purged.</returns>
    public async Task<PurgedDays> ReadAsync(string vendor, CancellationToken cancellationToken)
    {
        PurgedDays days = new();
        string filter = new KeyRange(vendor).Filter();
        await foreach (
            TableEntity row in tables.Purges.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            RowReader columns = new(row);
            bool isRange = TryDay(columns.Text("Through"), out DateOnly through)
                & TryDay(columns.Text("Done"), out DateOnly done);
            if (!isRange)
                await tables.Unreadable.NoteAsync(tables.Purges, row, cancellationToken);
            else if (row.RowKey == StorageNames.Events)
                days = days with { Events = new PurgedDays.Range(through, done) };
            else
                days = days with { Deliveries = new PurgedDays.Range(through, done) };
        }

        return days;
    }

    /// <summary>Says how far a vendor's days are purged.</summary>
    /// <param name="table"><see cref="StorageNames.Events"/> or <see cref="StorageNames.Deliveries"/>.</param>
    /// <param name="range">The last day that is being purged, and the last one that is empty.</param>
    public Task WriteAsync(string vendor, string table, PurgedDays.Range range, CancellationToken cancellationToken) =>
        tables.Purges.UpsertEntityAsync(
            new TableEntity(vendor, table) { ["Through"] = Text(range.Through), ["Done"] = Text(range.Done) },
            TableUpdateMode.Replace,
            cancellationToken);

    private static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static string Text(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);
}

/// <summary>How far a vendor's days are purged.</summary>
public readonly record struct PurgedDays
{
    /// <summary>Of <c>Events</c>, by the day they happened.</summary>
    public Range Events { get; init; }

    /// <summary>Of <c>Deliveries</c>, by the day they were received.</summary>
    public Range Deliveries { get; init; }

    /// <summary>A range of days from the first one on.</summary>
    /// <param name="Through">The last day that is purged or being purged.</param>
    /// <param name="Done">The last day of which all that may go is gone.</param>
    public readonly record struct Range(DateOnly Through, DateOnly Done)
    {
        /// <summary>Whether a day is purged or being purged.</summary>
        /// <param name="day">The day, in UTC.</param>
        /// <returns>False for every day where none was ever purged.</returns>
        public bool Contains(DateOnly day) => Through != DateOnly.MinValue && day <= Through;
    }
}
