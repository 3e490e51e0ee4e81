using System.Text.RegularExpressions;
using Azure;
using Azure.Data.Tables;

namespace Webhooks.Storage.Tests.Interleaving;

/// <summary>One actor's tables, all in memory, each call of which waits for its turn.</summary>
internal sealed class GatedTables(MemoryTables memory, Turns turns) : TableServiceClient
{
    public override TableClient GetTableClient(string tableName) => new GatedTable(memory, turns, tableName);
}

/// <summary>One of them: as much of a client as the roll-up and the event store use.</summary>
internal sealed partial class GatedTable(MemoryTables memory, Turns turns, string name) : TableClient
{
    public override string Name => name;

    public override AsyncPageable<T> QueryAsync<T>(
        string? filter = null, int? maxPerPage =
            null, IEnumerable<string>? select = null, CancellationToken cancellationToken = default) =>
        new Pages<T>(() => turns.TakeAsync(() => memory.Query(name, Filter(filter ?? ""))));

    public override async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select =
            null, CancellationToken cancellationToken = default) =>
        await turns.TakeAsync(() => memory.Find(name, partitionKey, rowKey)) is { } found
            ? Response.FromValue((T)(object)found, new Answer(default))
            : new Nothing<T>();

    public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default) =>
        OneAsync(new TableTransactionAction(TableTransactionActionType.Add, entity));

    public override Task<Response> UpsertEntityAsync<T>(
        T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        OneAsync(new TableTransactionAction(
            mode == TableUpdateMode.Replace
                ? TableTransactionActionType.UpsertReplace
                : TableTransactionActionType.UpsertMerge, entity));

    public override Task<Response> UpdateEntityAsync<T>(
        T entity, ETag ifMatch, TableUpdateMode mode =
            TableUpdateMode.Merge, CancellationToken cancellationToken = default) =>
        OneAsync(new TableTransactionAction(
            mode == TableUpdateMode.Replace
                ? TableTransactionActionType.UpdateReplace
                : TableTransactionActionType.UpdateMerge, entity, ifMatch));

    public override async Task<Response> DeleteEntityAsync(
        string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        try
        {
            return await OneAsync(new TableTransactionAction(
                TableTransactionActionType.Delete, new TableEntity(partitionKey, rowKey), ifMatch == default
                    ? ETag.All
                    : ifMatch));
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return new Answer(default); // as the client does
        }
    }

    public override async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
        IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        TableTransactionAction[] actions = [.. transactionActions];
        IReadOnlyList<ETag> versions = await turns.TakeAsync(() => memory.Submit(name, actions));
        return Response.FromValue<IReadOnlyList<Response>>(
            [.. versions.Select(version => new Answer(version))], new Answer(default));
    }

    private async Task<Response> OneAsync(TableTransactionAction action) =>
        new Answer((await turns.TakeAsync(() => memory.Submit(name, [action])))[0]);

    private static Func<TableEntity, bool> Filter(string filter)
    {
        (string Column, string Operator, string Value)[] conditions =
            [.. Condition().Matches(filter).Select(
                match => (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value))];
        return row => Array.TrueForAll(conditions, condition =>
            string.CompareOrdinal(
                condition.Column == "RowKey" ? row.RowKey : row.PartitionKey, condition.Value) is var order
            && condition.Operator switch
            {
                "eq" => order == 0,
                "ge" => order >= 0,
                "gt" => order > 0,
                "lt" => order < 0,
                _ => throw new NotSupportedException(),
            });
    }

    [GeneratedRegex("(PartitionKey|RowKey) (eq|ge|gt|lt) '([^']*)'")]
    private static partial Regex Condition();

    private sealed class Pages<T>(Func<Task<IReadOnlyList<TableEntity>>> ask) : AsyncPageable<T>
        where T : notnull
    {
        public override async IAsyncEnumerable<Page<T>> AsPages(
            string? continuationToken = null, int? pageSizeHint = null)
        {
            yield return Page<T>.FromValues([.. (await ask()).Cast<T>()], null, new Answer(default));
        }
    }

    private sealed class Nothing<T> : NullableResponse<T>
    {
        public override bool HasValue => false;

        public override T? Value => default;

        public override Response GetRawResponse() => new Answer(default);
    }
}
