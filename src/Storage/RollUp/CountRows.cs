using Azure.Data.Tables;
using Webhooks.Ingestion.Counts;

namespace Webhooks.Storage.RollUp;

/// <summary>The rows of one vendor's day in a table of counts: read, then replaced as far as the numbers differ.</summary>
internal sealed class CountRows(TableClient table, string vendor, DateOnly day, Func<DateOnly, CountKey, string> rowKey)
{
    private const int MaxEntities = 100;

    private readonly Dictionary<string, TableEntity> _read = [];

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        string from = $"{CountKeys.Day(day)}_";
        string to = $"{CountKeys.Day(day)}`"; // the character after the underscore
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {vendor} and RowKey ge {from} and RowKey lt {to}");
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
            _read[row.RowKey] = row;
    }

    public async Task WriteAsync(EventCounts counts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<TableTransactionAction> actions = [];
        HashSet<string> wanted = [];
        foreach ((CountKey key, long count) in counts.Counts)
        {
            TableEntity row = Row(key, count, now);
            wanted.Add(row.RowKey);
            if (!_read.TryGetValue(row.RowKey, out TableEntity? read))
                actions.Add(new TableTransactionAction(TableTransactionActionType.Add, row));
            else if (read.GetInt64("Count") != count)
                actions.Add(new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, read.ETag));
        }

        foreach (TableEntity read in _read.Values.Where(read => !wanted.Contains(read.RowKey)))
            actions.Add(new TableTransactionAction(TableTransactionActionType.Delete, read, read.ETag));
        foreach (TableTransactionAction[] transaction in actions.Chunk(MaxEntities))
            await table.SubmitTransactionAsync(transaction, cancellationToken);
    }

    private TableEntity Row(CountKey key, long count, DateTimeOffset now)
    {
        TableEntity row = new(vendor, rowKey(day, key))
        {
            ["Day"] = CountKeys.Day(day),
            ["Type"] = key.Type,
            ["Channel"] = key.Channel ?? "none",
            ["Count"] = count,
            ["RolledUpAt"] = now,
        };
        if (key.Campaign is not null)
            row["Campaign"] = key.Campaign;
        if (key.CampaignStep is not null)
            row["CampaignStep"] = key.CampaignStep;
        return row;
    }
}
