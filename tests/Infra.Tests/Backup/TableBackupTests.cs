using Azure.Data.Tables;
using Microsoft.Extensions.Configuration;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Storage;
using Webhooks.Storage.Tables;
using Webhooks.Tools.TableCopy;

namespace Webhooks.Infra.Tests.Backup;

/// <summary>What docs/deploying.md says to do before and after the worst.</summary>
public sealed class TableBackupTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, 123, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("backup-").FullName;
    private string _old = "";
    private string _new = "";

    public async Task InitializeAsync() => (_old, _new) = (await TestAccount.NewAsync(), await TestAccount.NewAsync());

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Restored_rows_are_the_rows_that_were_backed_up_however_often()
    {
        TableServiceClient from = Tables(_old);
        TableServiceClient to = Tables(_new);
        await TransactionWriter.ReplaceAsync(
            await CreatedAsync(from, StorageNames.Events), [.. Enumerable.Range(0, 1_200).Select(Row)], default);
        await TransactionWriter.ReplaceAsync(await CreatedAsync(from, StorageNames.DailyCounts), [Row(7)], default);

        StringWriter said = new();
        await new TableBackup(from, said).BackupAsync(_folder, since: null, default);
        await new TableBackup(to, TextWriter.Null).RestoreAsync(_folder, default);
        await new TableBackup(to, TextWriter.Null).RestoreAsync(_folder, default);

        Assert.Contains("Events: 1200 rows", said.ToString(), StringComparison.Ordinal);
        foreach (string table in StorageNames.Tables)
            Assert.Equal(await LinesAsync(from, table), await LinesAsync(to, table));
    }

    [Fact]
    public async Task Folder_without_a_backup_is_refused()
    {
        InvalidDataException e = await Assert.ThrowsAsync<InvalidDataException>(
            () => new TableBackup(Tables(_new), TextWriter.Null).RestoreAsync(_folder, default));

        Assert.Contains("holds no backup", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backup_of_the_last_days_leaves_older_files_and_drops_days_that_are_gone()
    {
        TableServiceClient from = Tables(_old);
        TableClient events = await CreatedAsync(from, StorageNames.Events);
        TableBackup backup = new(from, TextWriter.Null);
        await TransactionWriter.ReplaceAsync(events, [.. Enumerable.Range(0, 9).Select(Row)], default);
        await backup.BackupAsync(_folder, since: null, default);
        string[] all = Files();

        await TransactionWriter.DeleteAsync(events, [Row(0), Row(2), Row(5), Row(8)], default);
        await TransactionWriter.ReplaceAsync(events, [Row(10)], default);
        await backup.BackupAsync(_folder, since: new DateOnly(2026, 1, 1), default);

        Assert.Equal(["smartico_20260100.ndjson", "smartico_20260101.ndjson", "smartico_20260102.ndjson"], all);
        Assert.Equal(["smartico_20260100.ndjson", "smartico_20260101.ndjson"], Files());
        Assert.Equal(
            [3, 4], Files().Select(file => File.ReadLines(Path.Combine(_folder, StorageNames.Events, file)).Count()));

        string[] Files() =>
        [
            .. Directory.EnumerateFiles(Path.Combine(_folder, StorageNames.Events))
                .Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal),
        ];
    }

    [Fact]
    public async Task Tables_that_were_emptied_are_restored_with_equal_counts()
    {
        TableServiceClient service = Tables(_old);
        await TransactionWriter.ReplaceAsync(
            await CreatedAsync(service, StorageNames.Events), [.. Enumerable.Range(0, 600).Select(Row)], default);
        await TransactionWriter.ReplaceAsync(
            await CreatedAsync(service, StorageNames.Deliveries), [.. Enumerable.Range(0, 500).Select(Row)], default);
        await TransactionWriter.ReplaceAsync(
            await CreatedAsync(service, StorageNames.DailyCounts), [.. Enumerable.Range(0, 30).Select(Row)], default);
        await new TableBackup(service, TextWriter.Null).BackupAsync(_folder, since: null, default);
        Dictionary<string, List<string>> before = await EverythingAsync(service);

        foreach (string name in StorageNames.Tables)
            await EmptyAsync(await CreatedAsync(service, name));
        Assert.All(await EverythingAsync(service), table => Assert.Empty(table.Value));
        StringWriter said = new();
        await new TableBackup(service, said).RestoreAsync(_folder, default);

        Assert.Equal(before, await EverythingAsync(service));
        Assert.Equal([30, 500, 600], before.Values.Select(rows => rows.Count).Where(count => count > 0).Order());
        Assert.Contains("DailyCounts: 30 rows", said.ToString(), StringComparison.Ordinal);
    }

    private static async Task<Dictionary<string, List<string>>> EverythingAsync(TableServiceClient service)
    {
        Dictionary<string, List<string>> all = [];
        foreach (string table in StorageNames.Tables)
            all[table] = await LinesAsync(service, table);
        return all;
    }

    private static async Task EmptyAsync(TableClient table)
    {
        List<TableEntity> rows = [];
        await foreach (
            TableEntity row in table.QueryAsync<TableEntity>(filter: (string?)null, select: ["PartitionKey", "RowKey"]))
            rows.Add(row);
        await TransactionWriter.DeleteAsync(table, rows, default);
    }

    private static TableEntity Row(int number) => new($"smartico_2026010{number % 3}", $"{number:D9}_id")
    {
        ["Text"] = $"ünï \"quoted\" \u2028 {number}\nsecond line",
        ["Number"] = number,
        ["Long"] = long.MaxValue - number,
        ["Share"] = 0.1 * number,
        ["Whole"] = 3.0,
        ["Truth"] = number % 2 == 0,
        ["Time"] = Noon.AddTicks(number),
        ["Bytes"] = new byte[] { 0, 255, (byte)number },
        ["Id"] = new Guid(number, 0, 0, [1, 2, 3, 4, 5, 6, 7, 8]),
    };

    private static TableServiceClient Tables(string account) => new StorageConnection(new ConfigurationBuilder()
        .AddInMemoryCollection([new(StorageConnection.Setting, account)]).Build()).Tables();

    private static async Task<TableClient> CreatedAsync(TableServiceClient service, string name)
    {
        TableClient table = service.GetTableClient(name);
        await table.CreateIfNotExistsAsync();
        return table;
    }

    private static async Task<List<string>> LinesAsync(TableServiceClient service, string name)
    {
        List<string> lines = [];
        await foreach (
            TableEntity row in (await CreatedAsync(service, name)).QueryAsync<TableEntity>(filter: (string?)null))
            lines.Add(string.Join('|', row.Where(column => column.Key is not ("Timestamp" or "odata.etag"))
                .OrderBy(column => column.Key, StringComparer.Ordinal)
                .Select(column => $"{column.Key}:{column.Value.GetType().Name}={Text(column.Value)}")));
        return lines;
    }

    private static object Text(object value) => value is byte[] bytes ? Convert.ToBase64String(bytes) : value;
}
