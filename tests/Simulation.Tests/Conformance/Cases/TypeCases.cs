using Azure.Data.Tables;

namespace Webhooks.Simulation.Tests.Conformance.Cases;

/// <summary>Values that come back as they went.</summary>
internal static class TypeCases
{
    private static readonly (string Name, object Value)[] Values =
    [
        ("an empty text", ""),
        ("a text with quotes and a backslash", "\"a\" 'b' \\c"),
        ("a text with markup", "<a href='?x=1&y=2'>é</a>"),
        ("a text of several lines", "one\r\ntwo\n\tthree"),
        ("a text beyond the basic plane", "a \U0001F600 b"),
        ("a text that looks like a time", "2026-03-01T10:00:00Z"),
        ("a text that looks like a number", "5000000000"),
        ("the smallest int", int.MinValue),
        ("the largest int", int.MaxValue),
        ("the smallest long", long.MinValue),
        ("the largest long", long.MaxValue),
        ("a long that an int could hold", 5L),
        ("a whole double", 2.0),
        ("a double", -1234.5678),
        ("a tiny double", 1e-300),
        ("a double that is none", double.NaN),
        ("true", true),
        ("false", false),
        ("a time with ticks", new DateTimeOffset(2026, 2, 28, 23, 59, 59, TimeSpan.Zero).AddTicks(9_999_999)),
        ("a time on the second", new DateTimeOffset(2028, 2, 29, 0, 0, 0, TimeSpan.Zero)),
        ("the first time there is", new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero)),
        ("a guid", new Guid("00112233-4455-6677-8899-aabbccddeeff")),
        ("no bytes", Array.Empty<byte>()),
        ("bytes", new byte[] { 0, 1, 254, 255 }),
    ];

    private static readonly string[] Keys = ["", "with a space", "it's", "a%20b", "é\U0001F600", "a+b&c=d", "\"",
        "~!@$^*()_-,.;:<>|{}[]`"];

    public static IEnumerable<StorageCase> All { get; } =
    [
        .. Values.Select(one => new StorageCase($"{one.Name} comes back", async account =>
        {
            TableClient table = await account.TableAsync(new TableEntity("p", "r") { ["Value"] = one.Value });
            TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r");
            Assert.Equal(one.Value, read["Value"]);
            Assert.Equal(one.Value.GetType(), read["Value"].GetType());
            await foreach (TableEntity listed in table.QueryAsync<TableEntity>())
                Assert.Equal(one.Value, listed["Value"]);
        })),
        .. Keys.Select(key => new StorageCase($"a row is found by the key [{key}]", async account =>
        {
            TableClient table = await account.TableAsync();
            await table.AddEntityAsync(new TableEntity(key, key) { ["Value"] = 1 });
            await table.UpsertEntityAsync(new TableEntity(key, key) { ["Value"] = 2 }, TableUpdateMode.Replace);
            TableEntity read = await table.GetEntityAsync<TableEntity>(key, key);
            Assert.Equal((key, key, 2), (read.PartitionKey, read.RowKey, read.GetInt32("Value")));
            Assert.Equal(key, await Account.KeysAsync(table.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey eq {key}"))));
            await table.DeleteEntityAsync(key, key);
            Assert.Equal("", await Account.KeysAsync(table.QueryAsync<TableEntity>()));
        })),
        new("a null is not stored", async account =>
        {
            TableClient table = await account.TableAsync(new TableEntity("p", "r") { ["Value"] = null, ["Other"] = 1 });
            Assert.False((await table.GetEntityAsync<TableEntity>("p", "r")).Value.TryGetValue(
                "Value", out object? value) && value is not null);
        }),
        new("a row knows when it was written", async account =>
        {
            TableClient table = await account.TableAsync(new TableEntity("p", "r"));
            TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r");
            Assert.True(read.Timestamp > new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        }),
        new("a time of the client's is not taken for the row's", async account =>
        {
            TableClient table = await account.TableAsync(
                new TableEntity("p", "r") { Timestamp = new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero) });
            TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r");
            Assert.True(read.Timestamp > new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        }),
        new("a typed row comes back", async account =>
        {
            TableClient table = await account.TableAsync();
            TypedRow row = new() { PartitionKey = "p", RowKey = "r", Count = 5_000_000_000, Day = "20260301",
                At = new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero) };
            await table.AddEntityAsync(row);
            TypedRow read = await table.GetEntityAsync<TypedRow>("p", "r");
            Assert.Equal((row.Count, row.Day, row.At, null), (read.Count, read.Day, read.At, read.Note));
        }),
    ];
}
