using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage;
using Webhooks.Storage.Tables;

namespace Webhooks.Tools.TableCopy;

/// <summary>
/// Copies every table of the service to files and back. <c>Events</c> and <c>Deliveries</c>, which grow by days, are a
/// file per vendor and day, <c>{table}/{partition}.ndjson</c>, so that a backup can be brought up to date by its last
/// days
/// alone; any other table is <c>{table}.ndjson</c>. Each may be repeated after an interruption.
/// </summary>
/// <param name="report">Told a line per table.</param>
public sealed class TableBackup(TableServiceClient service, TextWriter report)
{
    private const int RowsAtOnce = 500;
    private const string Extension = ".ndjson";

    private static readonly string[] ByDay = [StorageNames.Events, StorageNames.Deliveries];

    /// <summary>Writes the tables to a folder. A file is complete once it has its name.</summary>
    /// <param name="folder">The folder, which is made.</param>
    /// <param name="since">The first day, of receipt or of the event, whose files are written anew; older ones stay.
    /// Null for all days.</param>
    /// <param name="cancellationToken">Gives up; files that are complete stay.</param>
    public async Task BackupAsync(string folder, DateOnly? since, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        foreach (string table in StorageNames.Tables)
        {
            await SayAsync(table, ByDay.Contains(table)
                ? await BackupDaysAsync(
                    Directory.CreateDirectory(Path.Combine(folder, table)).FullName, table, since, cancellationToken)
                : await WriteAsync(
                    Path.Combine(folder, table + Extension),
                    RowsAsync(table, null, cancellationToken),
                    cancellationToken));
        }
    }

    /// <summary>
    /// Puts the rows of a folder's files into the tables, replacing any of the same keys. Other rows stay.
    /// </summary>
    /// <param name="cancellationToken">Gives up; what is written stays.</param>
    /// <exception cref="InvalidDataException">A file holds something else, or there is none.</exception>
    public async Task RestoreAsync(string folder, CancellationToken cancellationToken)
    {
        ILookup<string, string> files = StorageNames.Tables
            .SelectMany(table => FilesOf(folder, table).Select(file => (table, file)))
            .ToLookup(found => found.table, found => found.file);
        if (files.Count == 0)
            throw new InvalidDataException($"{folder} holds no backup.");

        foreach (IGrouping<string, string> table in files)
        {
            TableClient client = service.GetTableClient(table.Key);
            await client.CreateIfNotExistsAsync(cancellationToken);
            long rows = 0;
            foreach (string file in table)
            {
                await foreach (string[] lines in File.ReadLinesAsync(file, cancellationToken).Chunk(RowsAtOnce))
                {
                    await TransactionWriter.ReplaceAsync(client, [.. lines.Select(RowJson.Read)], cancellationToken);
                    rows += lines.Length;
                }
            }

            await SayAsync(table.Key, rows);
        }
    }

    private static IEnumerable<string> FilesOf(string folder, string table)
    {
        string whole = Path.Combine(folder, table + Extension);
        string days = Path.Combine(folder, table);
        return (File.Exists(whole) ? [whole] : Array.Empty<string>())
            .Concat(Directory.Exists(days)
                ? Directory.EnumerateFiles(days, "*" + Extension).Order(StringComparer.Ordinal)
                : []);
    }

    // A vendor's days follow each other in the table, so each partition's rows come together.
    private async Task<long> BackupDaysAsync(
        string folder, string table, DateOnly? since, CancellationToken cancellationToken)
    {
        long rows = 0;
        foreach (string vendor in new VendorRegistry(new VendorOptions()).Names())
        {
            string first = since is null ? $"{vendor}_" : $"{vendor}_{since:yyyyMMdd}";
            string filter = TableClient.CreateQueryFilter(
                $"PartitionKey ge {first} and PartitionKey lt {vendor + "_~"}");
            HashSet<string> written = [];
            await foreach ((string partition, IAsyncEnumerable<TableEntity> day) in PartitionsAsync(
                RowsAsync(table, filter, cancellationToken), cancellationToken))
            {
                rows += await WriteAsync(Path.Combine(folder, partition + Extension), day, cancellationToken);
                written.Add(partition + Extension);
            }

            // What was purged or erased since is not to come back.
            foreach (string file in Directory.EnumerateFiles(folder, $"{vendor}_*{Extension}"))
            {
                if (string.CompareOrdinal(Path.GetFileName(file), first) >= 0
                    && !written.Contains(Path.GetFileName(file)))
                    File.Delete(file);
            }
        }

        return rows;
    }

    private static async Task<long> WriteAsync(
        string file, IAsyncEnumerable<TableEntity> rows, CancellationToken cancellationToken)
    {
        string partial = file + ".partial";
        long written = 0;
        await using (StreamWriter lines = new(partial))
        {
            await foreach (TableEntity row in rows.WithCancellation(cancellationToken))
            {
                await lines.WriteLineAsync(RowJson.Write(row).AsMemory(), cancellationToken);
                written++;
            }
        }

        File.Move(partial, file, overwrite: true);
        return written;
    }

    // Each partition's rows are to be read to their end before the next partition is asked for.
    private static async IAsyncEnumerable<(string Partition, IAsyncEnumerable<TableEntity> Rows)> PartitionsAsync(
        IAsyncEnumerable<TableEntity> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<TableEntity> all = rows.GetAsyncEnumerator(cancellationToken);
        await using (all)
        {
            bool more = await all.MoveNextAsync();
            while (more)
            {
                string partition = all.Current.PartitionKey;
                yield return (partition, DayAsync(partition));
            }

            async IAsyncEnumerable<TableEntity> DayAsync(string partition)
            {
                do
                {
                    yield return all.Current;
                    more = await all.MoveNextAsync();
                }
                while (more && all.Current.PartitionKey == partition);
            }
        }
    }

    private async IAsyncEnumerable<TableEntity> RowsAsync(
        string table, string? filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<TableEntity> rows = service.GetTableClient(table)
            .QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        await using (rows)
        {
            while (await MoveNextAsync(rows))
                yield return rows.Current;
        }
    }

    // A table that an older version of the service did not make yet holds no rows.
    private static async Task<bool> MoveNextAsync(IAsyncEnumerator<TableEntity> rows)
    {
        try
        {
            return await rows.MoveNextAsync();
        }
        catch (RequestFailedException e) when (e.ErrorCode == "TableNotFound")
        {
            return false;
        }
    }

    private Task SayAsync(string table, long rows) =>
        report.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{table}: {rows} rows"));
}
