using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using StorageAnswer = Webhooks.Storage.Tests.Interleaving.Answer;

namespace Webhooks.Faults.Tests.Fuzz;

/// <summary>Tables that keep the names of the rows they are given.</summary>
internal sealed class RecordingTables : TableServiceClient
{
    /// <summary>Each as <c>table/partition/row</c>.</summary>
    public ConcurrentDictionary<string, bool> Rows { get; } = [];

    public override TableClient GetTableClient(string tableName) => new Table(tableName, Rows);

    private sealed class Table(string name, ConcurrentDictionary<string, bool> rows) : TableClient
    {
        public override Task<Response<TableItem>> CreateIfNotExistsAsync(
            CancellationToken cancellationToken = default) =>
            Task.FromResult(Response.FromValue<TableItem>(null!, null!));

        // Nothing is asked for but over how many partitions a day is spread.
        public override AsyncPageable<T> QueryAsync<T>(
            string? filter = null,
            int? maxPerPage = null,
            IEnumerable<string>? select = null,
            CancellationToken cancellationToken = default)
        {
            TableEntity one = new("partitions", "00010101") { ["Parts"] = 1 };
            return AsyncPageable<T>.FromPages([Page<T>.FromValues([(T)(object)one], null, new StorageAnswer(default))]);
        }

        public override Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        {
            Note(entity);
            return Task.FromResult<Response>(new StorageAnswer(default));
        }

        public override Task<Response> UpsertEntityAsync<T>(
            T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        {
            Note(entity);
            return Task.FromResult<Response>(new StorageAnswer(default));
        }

        public override Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(
            IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
        {
            foreach (TableTransactionAction action in transactionActions)
                Note(action.Entity);
            return Task.FromResult(Response.FromValue<IReadOnlyList<Response>>([], null!));
        }

        private void Note(ITableEntity entity) => rows[$"{name}/{entity.PartitionKey}/{entity.RowKey}"] = true;
    }
}
