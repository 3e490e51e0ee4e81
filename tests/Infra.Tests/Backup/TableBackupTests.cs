using Azure.Data.Tables;
using Microsoft.Extensions.Configuration;
using Webhooks.Storage;
using Webhooks.Tools.Azurite;
using Webhooks.Tools.TableCopy;

namespace Webhooks.Infra.Tests.Backup;

/// <summary>What docs/deploying.md says to do before and after the worst.</summary>
public sealed class TableBackupTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, 123, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("backup-").FullName;
    private AzuriteProcess _old = null!;
    private AzuriteProcess _new = null!;

    public async Task InitializeAsync()
    {
        _old = await AzuriteProcess.StartAsync(new AzuriteOptions());
        _new = await AzuriteProcess.StartAsync(new AzuriteOptions());
    }

    public async Task DisposeAsync()
    {
        await _old.DisposeAsync();
        await _new.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Restored_rows_are_the_rows_that_were_backed_up_however_often()
    {
        TableServiceClient from = Tables(_old);
        TableServiceClient to = Tables(_new);
        await TransactionWriter.ReplaceAsync(await CreatedAsync(from, StorageNames.Events), [.. Enumerable.Range(0, 1_200).Select(Row)], default);
        await TransactionWriter.ReplaceAsync(await CreatedAsync(from, StorageNames.DailyCounts), [Row(7)], default);

        StringWriter said = new();
        await new TableBackup(from, said).BackupAsync(_folder, default);
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

    private static TableServiceClient Tables(AzuriteProcess azurite) => new StorageConnection(new ConfigurationBuilder()
        .AddInMemoryCollection([new(StorageConnection.Setting, azurite.ConnectionString)]).Build()).Tables();

    private static async Task<TableClient> CreatedAsync(TableServiceClient service, string name)
    {
        TableClient table = service.GetTableClient(name);
        await table.CreateIfNotExistsAsync();
        return table;
    }

    private static async Task<List<string>> LinesAsync(TableServiceClient service, string name)
    {
        List<string> lines = [];
        await foreach (TableEntity row in (await CreatedAsync(service, name)).QueryAsync<TableEntity>(filter: (string?)null))
            lines.Add(string.Join('|', row.Where(column => column.Key is not ("Timestamp" or "odata.etag"))
                .OrderBy(column => column.Key, StringComparer.Ordinal)
                .Select(column => $"{column.Key}:{column.Value.GetType().Name}={(column.Value is byte[] bytes ? Convert.ToBase64String(bytes) : column.Value)}")));
        return lines;
    }
}
