using Azure.Data.Tables;

namespace Webhooks.StandIns.Tests.Tables;

[Collection(TablesTests.Name)]
public sealed class RoundTripTests(TablesFixture fixture)
{
    public static TheoryData<object> Values =>
    [
        "",
        "plain",
        "emoji 🎉, umlaut ü, quotes \" and ', <html>&amp; \u2028 \r\n\t \0",
        new string('ü', 32 * 1024),
        0,
        int.MinValue,
        (1L << 53) + 1,
        long.MaxValue,
        5L,
        1.5,
        5.0,
        -0.1e-300,
        true,
        false,
        new DateTimeOffset(2026, 2, 28, 23, 59, 59, 999, TimeSpan.Zero).AddTicks(9999),
        Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"),
        Array.Empty<byte>(),
        Enumerable.Range(0, 64 * 1024).Select(i => (byte)i).ToArray(),
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public async Task A_value_comes_back_as_it_was_stored(object value)
    {
        TableClient table = await fixture.CreateTableAsync();

        await table.UpsertEntityAsync(new TableEntity("p", "single") { ["Value"] = value }, TableUpdateMode.Replace);
        await table.SubmitTransactionAsync(
            [new(TableTransactionActionType.Add, new TableEntity("p", "transaction") { ["Value"] = value })]);

        await foreach (TableEntity entity in table.QueryAsync<TableEntity>())
        {
            Assert.Equal(value, entity["Value"]);
            TableEntity read = await table.GetEntityAsync<TableEntity>("p", entity.RowKey);
            Assert.Equal(value, read["Value"]);
        }
    }

    [Fact]
    public async Task Times_are_stored_in_utc_and_read_as_either_type()
    {
        TableClient table = await fixture.CreateTableAsync();
        DateTimeOffset local = new(2026, 3, 29, 2, 30, 0, TimeSpan.FromHours(2));
        await table.AddEntityAsync(new TableEntity("p", "r")
        {
            ["Offset"] = local,
            ["Utc"] = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
        });

        TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r");

        Assert.Equal(local, read.GetDateTimeOffset("Offset"));
        Assert.Equal(TimeSpan.Zero, read.GetDateTimeOffset("Offset")!.Value.Offset);
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), read.GetDateTime("Utc"));
        Assert.Equal(DateTimeKind.Utc, read.GetDateTime("Utc")!.Value.Kind);
    }

    [Fact]
    public async Task Binary_data_is_stored_as_bytes()
    {
        TableClient table = await fixture.CreateTableAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["Data"] = BinaryData.FromString("ü") });

        TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r");

        Assert.Equal("ü"u8.ToArray(), read.GetBinary("Data"));
        Assert.Equal("ü", read.GetBinaryData("Data").ToString());
    }

    [Fact]
    public async Task What_the_service_keeps_itself_comes_with_the_entity()
    {
        TableClient table = await fixture.CreateTableAsync();
        Azure.Response added = await table.AddEntityAsync(
            new TableEntity("p", "r") { ["Nothing"] = null, ["Kept"] = 1, Timestamp = DateTimeOffset.UnixEpoch });

        TableEntity read = await table.GetEntityAsync<TableEntity>("p", "r");

        Assert.Equal(added.Headers.ETag, read.ETag);
        Assert.True(read.Timestamp > DateTimeOffset.UnixEpoch);
        Assert.Equal(["Kept", "PartitionKey", "RowKey", "Timestamp", "odata.etag"], read.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("o'neill ''x'")]
    [InlineData("100% %27 %2F")]
    [InlineData("a b+c&d=e;f,g:h@i(j)[k]{l}")]
    [InlineData("ünïcode 日本 🎉")]
    [InlineData("..")]
    [InlineData("~!*.-_$")]
    [InlineData("<\"quoted\">|^`")]
    public async Task A_key_with_odd_characters_is_one_row(string key)
    {
        TableClient table = await fixture.CreateTableAsync();
        await table.AddEntityAsync(new TableEntity(key, key));
        await table.UpsertEntityAsync(new TableEntity(key, key) { ["A"] = 1 });
        await table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.UpsertMerge, new TableEntity(key, key) { ["B"] = 2 }),
            new(TableTransactionActionType.Add, new TableEntity(key, "other")),
        ]);

        TableEntity read = await table.GetEntityAsync<TableEntity>(key, key);
        string filter = TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey eq {key}");
        TableEntity found = await table.QueryAsync<TableEntity>(filter).SingleAsync();

        Assert.Equal((key, key, 1, 2), (read.PartitionKey, read.RowKey, read.GetInt32("A"), read.GetInt32("B")));
        Assert.Equal(read.ETag, found.ETag);
        Assert.Equal(204, (await table.DeleteEntityAsync(key, key)).Status);
        Assert.Equal(1, await table.QueryAsync<TableEntity>().CountAsync());
    }
}
