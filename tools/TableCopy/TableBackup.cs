using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Webhooks.Storage;

namespace Webhooks.Tools.TableCopy;

/// <summary>Copies every table of the service to <c>{table}.ndjson</c> and back. Each may be repeated after an interruption.</summary>
/// <param name="service">The account's tables.</param>
/// <param name="report">Told a line per table.</param>
public sealed class TableBackup(TableServiceClient service, TextWriter report)
{
    private const int RowsAtOnce = 500;

    /// <summary>Writes the tables to a folder. A file is complete once it has its name.</summary>
    /// <param name="folder">The folder, which is made.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>When every table is written.</returns>
    public async Task BackupAsync(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        foreach (string table in StorageNames.Tables)
        {
            string file = FileOf(folder, table);
            string partial = file + ".partial";
            long rows = 0;
            await using (StreamWriter lines = new(partial))
            {
                await foreach (TableEntity row in RowsAsync(table, cancellationToken))
                {
                    await lines.WriteLineAsync(RowJson.Write(row).AsMemory(), cancellationToken);
                    rows++;
                }
            }

            File.Move(partial, file, overwrite: true);
            await SayAsync(table, rows);
        }
    }

    /// <summary>Puts the rows of a folder's files into the tables, replacing any of the same keys. Other rows stay.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellationToken">Gives up; what is written stays.</param>
    /// <returns>When every row is written.</returns>
    /// <exception cref="InvalidDataException">A file holds something else, or there is none.</exception>
    public async Task RestoreAsync(string folder, CancellationToken cancellationToken)
    {
        string[] tables = [.. StorageNames.Tables.Where(table => File.Exists(FileOf(folder, table)))];
        if (tables.Length == 0)
            throw new InvalidDataException($"{folder} holds no backup.");

        foreach (string table in tables)
        {
            TableClient client = service.GetTableClient(table);
            await client.CreateIfNotExistsAsync(cancellationToken);
            long rows = 0;
            await foreach (string[] lines in File.ReadLinesAsync(FileOf(folder, table), cancellationToken).Chunk(RowsAtOnce))
            {
                await TransactionWriter.ReplaceAsync(client, [.. lines.Select(RowJson.Read)], cancellationToken);
                rows += lines.Length;
            }

            await SayAsync(table, rows);
        }
    }

    private static string FileOf(string folder, string table) => Path.Combine(folder, table + ".ndjson");

    private async IAsyncEnumerable<TableEntity> RowsAsync(
        string table, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<TableEntity> rows = service.GetTableClient(table)
            .QueryAsync<TableEntity>(filter: (string?)null, cancellationToken: cancellationToken)
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
