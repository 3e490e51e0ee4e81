using Azure.Data.Tables;

namespace Webhooks.Simulation.Tests.Conformance.Cases;

/// <summary>How large rows may be.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model</remarks>
internal static class LimitCases
{
    private const string Model =
        "https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model";
    private const int Kilo = 1024;

    public static IEnumerable<StorageCase> All { get; } =
    [
        Taken("a text of 32 Ki characters", Row(("Text", new string('x', 32 * Kilo)))),
        Refused("a text of one character more", "PropertyValueTooLarge", Row(
            ("Text", new string('x', (32 * Kilo) + 1)))),
        Taken("a text of 32 Ki characters that take three bytes each", Row(("Text", new string('€', 32 * Kilo)))),
        Refused("a text of 16 Ki characters beyond the basic plane and one more", "PropertyValueTooLarge", Row(
            ("Text", string.Concat(Enumerable.Repeat("\U0001F600", 16 * Kilo)) + "x"))),
        Taken("64 KiB of bytes", Row(("Bytes", new byte[64 * Kilo]))),
        Refused("a byte more", "PropertyValueTooLarge", Row(("Bytes", new byte[(64 * Kilo) + 1]))),
        Taken("252 properties", Row([.. Enumerable.Range(0, 252).Select(i => ($"P{i}", (object)i))])),
        Refused("253 properties", "TooManyProperties",
            Row([.. Enumerable.Range(0, 253).Select(i => ($"P{i}", (object)i))]), $"It takes them: {Model}"),
        Taken("a row of nearly 1 MiB", Chunks(15, 64 * Kilo, 60 * Kilo), $"It counts the base64: {Model}"),
        Refused("a row of more than 1 MiB", "EntityTooLarge", Chunks(16, 64 * Kilo, 0),
            $"It does not look at how large a put is: {Model}"),
        Refused("a row of more than 1 MiB of text, whose JSON is half of it", "EntityTooLarge", Texts(17),
            $"It counts the bytes of UTF-8: {Model}"),
        Taken("a name of 255 characters", Row((new string('n', 255), 1))),
        Refused("a name of 256 characters", "PropertyNameTooLong", Row((new string('n', 256), 1)),
            $"It takes it: {Model}"),
        Refused("a name with a hyphen", "PropertyNameInvalid", Row(("not-a-name", 1)), $"It takes it: {Model}"),
        Taken("a name with an underscore and digits", Row(("_n_1", 1))),
        Taken("keys of 512 characters", new TableEntity(new string('p', 512), new string('r', 512))),
        Refused("a partition key of 513 characters", "KeyValueTooLarge", new TableEntity(new string('p', 513), "r"),
            $"It says InvalidInput: {Model}"),
        Refused("a row key of 513 characters", "KeyValueTooLarge", new TableEntity("p", new string('r', 513)),
            $"It says InvalidInput: {Model}"),
        .. new[] { "/", "\\", "#", "?", "\t", "\n", "\u0080" }.SelectMany(bad => (StorageCase[])
        [
            Refused($"a row key with U+{(int)bad[0]:X4}", "OutOfRangeInput", new TableEntity("p", $"a{bad}b"),
                $"It says InvalidInput: {Model}"),
            Refused($"a partition key with U+{(int)bad[0]:X4}", "OutOfRangeInput", new TableEntity($"a{bad}b", "r"),
                $"It says InvalidInput: {Model}"),
        ]),
        new("a merge that makes a row too large is refused", async account =>
        {
            TableClient table = await account.TableAsync(Chunks(15, 64 * Kilo, 60 * Kilo));
            TableEntity more = new("p", "r") { ["More"] = new byte[32 * Kilo] };
            await Account.RefusedAsync(
                400, "EntityTooLarge", () => table.UpsertEntityAsync(more, TableUpdateMode.Merge));
        }) { AzuriteDiffers = $"It looks at what is merged only: {Model}" },
        new("a merge that makes too many properties is refused", async account =>
        {
            TableClient table =
                await account.TableAsync(Row([.. Enumerable.Range(0, 200).Select(i => ($"P{i}", (object)i))]));
            TableEntity more = Row([.. Enumerable.Range(0, 100).Select(i => ($"Q{i}", (object)i))]);
            await Account.RefusedAsync(
                400, "TooManyProperties", () => table.UpsertEntityAsync(more, TableUpdateMode.Merge));
        }) { AzuriteDiffers = $"It takes them: {Model}" },
    ];

    private static StorageCase Taken(string what, TableEntity row, string? azurite = null) =>
        new($"{what}: taken", async account =>
    {
        TableClient table = await account.TableAsync();
        await table.AddEntityAsync(row);
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace);
        Assert.Equal(row.Count, (await table.GetEntityAsync<TableEntity>(row.PartitionKey, row.RowKey)).Value.Count(
            column => column.Key is not ("odata.etag" or "Timestamp")));
    })
        { AzuriteDiffers = azurite };

    private static StorageCase Refused(string what, string code, TableEntity row, string? azurite = null) =>
        new($"{what}: refused", async account =>
    {
        TableClient table = await account.TableAsync();
        await Account.RefusedAsync(400, code, () => table.AddEntityAsync(row));
        await Account.RefusedAsync(400, code, () => table.UpsertEntityAsync(row, TableUpdateMode.Replace));
    })
        { AzuriteDiffers = azurite };

    private static TableEntity Row(params (string Name, object Value)[] columns)
    {
        TableEntity row = new("p", "r");
        foreach ((string name, object value) in columns)
            row[name] = value;
        return row;
    }

    private static TableEntity Chunks(int count, int size, int last) => Row(
    [
        .. Enumerable.Range(0, count).Select(i => ($"Chunk{i:00}", (object)new byte[size])),
        .. last == 0 ? [] : new[] { ("Last", (object)new byte[last]) },
    ]);

    private static TableEntity Texts(int count) =>
        Row([.. Enumerable.Range(0, count).Select(i => ($"Text{i:00}", (object)new string('x', 32 * Kilo)))]);
}
