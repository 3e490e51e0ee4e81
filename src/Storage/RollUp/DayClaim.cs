using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.RollUp;

/// <summary>
/// Who counts a day: one row of its partition in <c>HourlyCounts</c>. A roll-up claims the day before it reads what it
/// counts; whoever claims it after that takes it away. So what is written with the claim is as new as anything written,
/// and a roll-up that was held, however long, finds out and begins again.
/// </summary>
internal sealed class DayClaim
{
    /// <summary>
    /// Sorts before the hours, so that a day's rows are read no sooner than its claim. A hyphen is what every URL
    /// leaves as it is: a proxy that spelled another character its own way would make the request's signature wrong.
    /// </summary>
    public const string RowKey = "-claim";

    private const string Open = "Open";
    private const string ClaimedAt = "ClaimedAt";

    private readonly TableClient _hours;
    private readonly TableEntity _row;

    private DayClaim(TableClient hours, TableEntity row) => (_hours, _row) = (hours, row);

    /// <summary>Whether the one before was not given back: its roll-up died, or is held and may write yet.</summary>
    public bool WasOpen { get; private init; }

    /// <summary>Claims a day.</summary>
    /// <param name="known">
    /// The row as it was read with the day's hours, or null: they are still what was read if this succeeds.
    /// </param>
    public static async Task<DayClaim> TakeAsync(
        TableClient hours,
        string partition,
        TableEntity? known,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        TableEntity row = new(partition, RowKey)
        {
            [Open] = true,
            [ClaimedAt] = now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        };
        bool wasOpen = known is not null && known.TryGetValue(Open, out object? open) && open is not false;
        DayClaim claim = new(hours, row) { WasOpen = wasOpen };
        Response written = known is null
            ? await hours.AddEntityAsync(row, cancellationToken)
            : await hours.UpdateEntityAsync(row, known.ETag, TableUpdateMode.Replace, cancellationToken);
        row.ETag = written.Headers.ETag ?? default;
        return claim;
    }

    /// <summary>Fails where somebody else has claimed the day since.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        Response written = await _hours.UpdateEntityAsync(_row, _row.ETag, TableUpdateMode.Replace, cancellationToken);
        _row.ETag = written.Headers.ETag ?? default;
    }

    /// <summary>
    /// Writes rows of the claim's partition, each transaction on the condition that the claim still holds.
    /// </summary>
    public async Task WriteAsync(
        IReadOnlyCollection<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        foreach (List<TableTransactionAction> transaction in TransactionWriter.Divide(actions, besides: 1))
        {
            transaction.Add(new TableTransactionAction(TableTransactionActionType.UpdateReplace, _row, _row.ETag));
            await TransactionWriter.SubmitTransactionAsync(_hours, transaction, cancellationToken);
        }
    }

    /// <summary>Gives it back, with all written.</summary>
    public Task CloseAsync(CancellationToken cancellationToken)
    {
        _row[Open] = false;
        return CheckAsync(cancellationToken);
    }
}
