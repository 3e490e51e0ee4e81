using Azure.Data.Tables;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Tests.Tables;

public sealed class TransactionWriterTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    [Fact]
    public async Task Any_number_of_rows_of_any_partitions_are_written_and_the_later_of_two_wins()
    {
        TableClient table = storage.Tables.Events;
        List<TableEntity> rows = [.. Enumerable.Range(0, 650).Select(
            i => new TableEntity($"p{i % 3}", $"{i / 6:000}") { ["N"] = i })];

        await TransactionWriter.ReplaceAsync(table, rows, CancellationToken.None);

        List<TableEntity> stored = await StorageFixture.RowsAsync(table, "p1");
        Assert.Equal(rows.Where(
            row => row.PartitionKey == "p1").Select(row => row.RowKey).Distinct(), stored.Select(row => row.RowKey));
        Assert.Equal(4, stored[0].GetInt32("N"));
    }

    [Theory]
    [InlineData('x')]
    [InlineData('"')]
    [InlineData('€')]
    [InlineData('\u0001')]
    public async Task Rows_of_the_largest_texts_stay_under_the_transaction_limit(char filling)
    {
        TableClient table = storage.Tables.Events;
        string partition = $"large{(int)filling}";
        string text = new(filling, 32 * 1024);
        List<TableEntity> rows = [.. Enumerable.Range(0, 100).Select(
            i => new TableEntity(partition, $"{i:000}") { ["A"] = text, ["B"] = text })];

        await TransactionWriter.ReplaceAsync(table, rows, CancellationToken.None);

        List<TableEntity> stored = await StorageFixture.RowsAsync(table, partition);
        Assert.Equal(100, stored.Count);
        Assert.All(stored, row => Assert.Equal(text, row.GetString("B")));
    }
}
