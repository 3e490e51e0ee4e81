using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using Webhooks.Storage;
using Webhooks.Tools.Azurite;

namespace Webhooks.Benchmarks.Load;

/// <summary>A client that does nothing but write rows that are ready.</summary>
/// <param name="azurite">Where.</param>
/// <param name="events">Rows of <c>Events</c>.</param>
/// <param name="deliveries">Rows of <c>Deliveries</c>, those of the index of contacts too.</param>
internal sealed class BareWriter(AzuriteProcess azurite, List<TableEntity> events, List<TableEntity> deliveries)
{
    public const int AtOnce = 16;
    public const int PerTransaction = 100;

    private readonly TableServiceClient _service = new(azurite.ConnectionString);

    /// <summary>Writes them, under keys of the turn's own.</summary>
    /// <param name="turn">Which turn.</param>
    public async Task<DrainTurn> WriteAsync(int turn)
    {
        List<(TableClient Table, List<TableTransactionAction> Actions)> transactions = [];
        foreach ((string name, List<TableEntity> rows)
            in ((string, List<TableEntity>)[])[(StorageNames.Events, events), (StorageNames.Deliveries, deliveries)])
        {
            TableClient table = _service.GetTableClient(name);
            await table.CreateIfNotExistsAsync();
            foreach (TableEntity[] chunk in rows.GroupBy(row => row.PartitionKey)
                .SelectMany(partition => partition.Chunk(PerTransaction)))
                transactions.Add((table, [.. chunk.Select(
                    row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Of(turn, row)))]));
        }

        // As the service does: events and deliveries as they come, not one table after the other.
        var mixed = transactions.Select((transaction, i) => (transaction, Order: i % ((transactions.Count + 1) / 2)))
            .OrderBy(t => t.Order).Select(t => t.transaction);
        TimeSpan own = Environment.CpuUsage.TotalTime;
        TimeSpan emulator = azurite.ProcessorTime;
        long start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            mixed, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (transaction, token) =>
            await transaction.Table.SubmitTransactionAsync(transaction.Actions, token));
        return new DrainTurn(
            Stopwatch.GetElapsedTime(start).TotalSeconds, Environment.CpuUsage.TotalTime - own,
            azurite.ProcessorTime - emulator);
    }

    /// <summary>Whether a row of <c>Deliveries</c> is of the index of contacts: some for each message.</summary>
    public static bool IsOfIndex(TableEntity row) => row.RowKey.StartsWith("contact_", StringComparison.Ordinal);

    // Later by as many milliseconds as there are webhooks: the service's rows of that turn come just there.
    private TableEntity Of(int turn, TableEntity row)
    {
        if (IsOfIndex(row))
            return new TableEntity(row) { RowKey = $"{row.RowKey}-{turn}" };
        TimeOnly time = TimeOnly.ParseExact(row.RowKey.AsSpan(0, 9), "HHmmssfff", CultureInfo.InvariantCulture);
        TimeOnly later = time.Add(TimeSpan.FromMilliseconds((long)turn * events.Count));
        return new TableEntity(row)
        {
            RowKey =
            string.Concat(later.ToString("HHmmssfff", CultureInfo.InvariantCulture), row.RowKey.AsSpan(9))
        };
    }
}
