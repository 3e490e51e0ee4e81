using Azure;
using Azure.Data.Tables;

namespace Webhooks.Storage.Tests.Interleaving;

/// <summary>
/// Rows in memory with their versions, and what Table Storage does with them: one call at a time, its limits kept.
/// </summary>
internal sealed class MemoryTables
{
    private readonly Dictionary<string, SortedDictionary<(string Partition, string Row), TableEntity>> _tables = [];
    private readonly Lock _gate = new(); // a roll-up counts several days at once
    private int _version;

    /// <summary>A mistake to be found: conditions on versions are not looked at.</summary>
    public bool IgnoresVersions { get; init; }

    /// <summary>Which writes fail, by their partition.</summary>
    public Func<string, bool> IsBroken { get; set; } = _ => false;

    public IEnumerable<TableEntity> Rows(string table) => Query(table, _ => true);

    public IReadOnlyList<TableEntity> Query(string table, Func<TableEntity, bool> filter)
    {
        lock (_gate)
            return [.. Table(table).Values.Where(filter).Select(Copy)];
    }

    public TableEntity? Find(string table, string partition, string row)
    {
        lock (_gate)
            return Table(table).GetValueOrDefault((partition, row)) is { } found ? Copy(found) : null;
    }

    /// <summary>Does all of it or nothing.</summary>
    public IReadOnlyList<ETag> Submit(string table, IReadOnlyList<TableTransactionAction> actions)
    {
        lock (_gate)
            return SubmitOne(table, actions);
    }

    private List<ETag> SubmitOne(string table, IReadOnlyList<TableTransactionAction> actions)
    {
        SortedDictionary<(string, string), TableEntity> rows = Table(table);
        int bytes = actions.Sum(
            action => action.ActionType == TableTransactionActionType.Delete ? 0 : SizeOf((TableEntity)action.Entity));
        if (actions.Count > 100 || bytes > 4 * 1024 * 1024 || actions.Any(
            action => IsBroken(action.Entity.PartitionKey)))
            throw new RequestFailedException(400, "It is too large, or broken.", "RequestBodyTooLarge", null);
        foreach (TableTransactionAction action in actions)
            Check(action, rows.GetValueOrDefault((action.Entity.PartitionKey, action.Entity.RowKey)));
        List<ETag> versions = [];
        foreach (TableTransactionAction action in actions)
        {
            (string, string) key = (action.Entity.PartitionKey, action.Entity.RowKey);
            if (action.ActionType == TableTransactionActionType.Delete)
            {
                rows.Remove(key);
                versions.Add(default);
                continue;
            }

            TableEntity row = Copy((TableEntity)action.Entity);
            row.ETag = new ETag($"W/\"{++_version}\"");
            rows[key] = row;
            versions.Add(row.ETag);
        }

        return versions;
    }

    private void Check(TableTransactionAction action, TableEntity? found)
    {
        switch (action.ActionType)
        {
            case TableTransactionActionType.Add when found is not null:
                throw new RequestFailedException(409, "It exists.", "EntityAlreadyExists", null);
            case TableTransactionActionType.UpdateReplace or TableTransactionActionType.Delete when found is null:
                throw new RequestFailedException(404, "It is gone.", "ResourceNotFound", null);
            case TableTransactionActionType.UpdateReplace or TableTransactionActionType.Delete
                when !IgnoresVersions && action.ETag != ETag.All && action.ETag != found!.ETag:
                throw new RequestFailedException(412, "It is another.", "UpdateConditionNotSatisfied", null);
            case TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge:
                throw new NotSupportedException();
        }
    }

    private static int SizeOf(TableEntity row)
    {
        int size = row.Sum(column => 8 + (2 * column.Key.Length) + column.Value switch
        {
            string text when text.Length <= 32 * 1024 => 4 + (2 * text.Length),
            byte[] bytes when bytes.Length <= 64 * 1024 => 4 + bytes.Length,
            string or byte[] => throw new RequestFailedException(
                400, "A property is too large.", "PropertyValueTooLarge", null),
            _ => 8,
        });
        return size <= 1024 * 1024
            ? size
            : throw new RequestFailedException(400, "The row is too large.", "EntityTooLarge", null);
    }

    private SortedDictionary<(string Partition, string Row), TableEntity> Table(string name)
    {
        if (!_tables.TryGetValue(name, out SortedDictionary<(string, string), TableEntity>? rows))
        {
            _tables[name] = rows = new(Comparer<(string Partition, string Row)>.Create((a, b) =>
                (string.CompareOrdinal(a.Partition, b.Partition), string.CompareOrdinal(a.Row, b.Row)) is var (p, r)
                    && p != 0 ? p : r));
        }

        return rows;
    }

    private static TableEntity Copy(TableEntity row) => new(row) { ETag = row.ETag };
}
