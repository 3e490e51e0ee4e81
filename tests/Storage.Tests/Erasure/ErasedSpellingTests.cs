using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Erasure;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Tests.Erasure;

public sealed class ErasedSpellingTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset Day = new(2026, 7, 10, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task However_it_is_written_and_wherever_it_is_gone_and_others_stay(bool isIndexed)
    {
        // In a month of its own, with an index that began long before, or only now.
        DateTimeOffset day = isIndexed ? Day : Day.AddMonths(1);
        await BeginIndexAsync(isIndexed ? day.AddYears(-1) : day.AddDays(5));
        StorageParts parts = new(storage, clock: new ManualClock(day.AddHours(10)));
        Dictionary<string, string> gone = [];
        Dictionary<string, string> kept = [];
        List<Delivery> sent = [];
        foreach ((string name, string text) in Spellings.InText().Concat(Spellings.ForeignInText()))
            Send(Spellings.Places(text, day), name, gone);
        foreach (string text in Spellings.NearMisses())
            Send(Spellings.Places(text, day), text, kept);
        foreach ((string name, Func<string, (byte[], string?, string?)> write) in Spellings.OfBodies())
        {
            foreach (string address in (string[])[Spellings.Address, Spellings.Foreign])
            {
                foreach (string body in (string[])[$$"""{"login":"x","email":"{{address}}","n":"{{name}}"}""", $"{{ no JSON {address}"])
                {
                    (byte[] bytes, string? type, string? encoding) = write(body);
                    foreach (string vendor in (string[])["smartico", "smartreach"])
                    {
                        Delivery delivery = Samples
                            .Delivery(bytes, vendor, day) with
                        { ContentType = type, ContentEncoding = encoding };
                        Send([($"{vendor} whole body", delivery)], name, gone);
                    }
                }
            }
        }

        foreach (Delivery[] message in sent.Chunk(25))
            await parts.ProcessAsync(message.Select(QueuedDelivery.Whole));
        Dictionary<string, long> before = await EventsByDeliveryAsync(parts, day);
        Assert.InRange(gone.Count, 40 * 14, 2000);

        Job job = await parts.EraseAsync(new Person { Email = "Pat Roe <PAT.roe+w@example.com>" });
        Job other = await parts.EraseAsync(new Person { Email = Spellings.Foreign });
        Assert.Equal(JobStatuses.Done, other.Status);
        await parts.RollUp.RunAsync(CancellationToken.None);

        List<string> wrong = [];
        foreach (Delivery delivery in sent)
        {
            StoredDelivery stored =
                (await parts.Deliveries.FindAsync(delivery.Vendor, delivery.Id, CancellationToken.None))!;
            bool isErased = stored.Status == DeliveryStatuses.Erased;
            if (gone.TryGetValue(delivery.Id, out string? name) && !isErased)
                wrong.Add($"stayed: {name}: {Start(delivery.Body.Span)}");
            if (kept.TryGetValue(delivery.Id, out name) && isErased)
                wrong.Add($"went: {name}");
        }

        Dictionary<string, long> after = await EventsByDeliveryAsync(parts, day);
        wrong.AddRange(
            kept.Where(one => before.GetValueOrDefault(one.Key) != after.GetValueOrDefault(one.Key)).Select(
                one => $"lost an event: {one.Value}"));
        wrong.AddRange(await HoldersAsync());
        Assert.True(wrong.Count == 0, $"{wrong.Count}:\n{string.Join('\n', wrong.Take(40))}");
        Assert.True(job.Counts["deliveries/erased"] > 500);

        Job rerun = await parts.EraseAsync(new Person { Email = Spellings.Address });
        Assert.DoesNotContain(rerun.Counts.Keys, name => !name.EndsWith("examined", StringComparison.Ordinal));
        foreach (string vendor in (string[])["smartico", "smartreach"])
        {
            string partition = TableKeys.Partition(vendor, day);
            await TransactionWriter.DeleteAsync(
                parts.Tables.Deliveries, await StorageFixture.AllRowsAsync(parts.Tables.Deliveries, partition),
                CancellationToken.None);
        }

        void Send(IEnumerable<(string Place, Delivery Delivery)> deliveries, string name, Dictionary<string, string> to)
        {
            foreach ((string place, Delivery delivery) in deliveries)
            {
                sent.Add(delivery);
                to.Add(delivery.Id, $"{place}: {name}");
            }
        }
    }

    private static async Task<Dictionary<string, long>> EventsByDeliveryAsync(StorageParts parts, DateTimeOffset day)
    {
        List<TableEntity> rows = [];
        foreach (string vendor in (string[])["smartico", "smartreach"])
            rows.AddRange(await StorageFixture.RowsAsync(parts.Tables.Events, TableKeys.Partition(vendor, day)));
        return rows.GroupBy(row => row.GetString("DeliveryId")).ToDictionary(
            group => group.Key, group => group.LongCount());
    }

    // Whatever table: no cell says the address as it is, or in the ways that are easily told.
    private async Task<List<string>> HoldersAsync()
    {
        string[] marks =
        [
            .. Spellings.InText().Concat(Spellings.ForeignInText()).Select(spelling => spelling.Text),
            .. Spellings.InText().Concat(Spellings.ForeignInText()).Select(
                spelling => JsonSerializer.Serialize(spelling.Text)[1..^1]),
        ];
        List<string> holders = [];
        foreach (string name in StorageNames.Tables)
        {
            await foreach (
                TableEntity row in storage.Connection.Tables().GetTableClient(name).QueryAsync<TableEntity>())
            {
                foreach ((string column, object value) in row)
                {
                    if (value is string text && Array.Find(marks, mark => IsIn(text, mark)) is { } found)
                        holders.Add($"{name} {row.PartitionKey} {row.RowKey} {column}: {found}");
                }
            }
        }

        return holders;
    }

    // Not where it is a part of one of the near misses.
    private static bool IsIn(string text, string mark) =>
        text.Contains(mark, StringComparison.Ordinal)
        && !Spellings.NearMisses().Any(other => text.Contains(other, StringComparison.Ordinal)
            || text.Contains(JsonSerializer.Serialize(other)[1..^1], StringComparison.Ordinal)
            || text.Contains(Uri.EscapeDataString(other), StringComparison.Ordinal));

    private async Task BeginIndexAsync(DateTimeOffset since) => await storage.Tables.ServiceState.UpsertEntityAsync(
        new TableEntity("contacts", "key") { ["Secret"] = new byte[32], ["Since"] = since });

    private static string Start(ReadOnlySpan<byte> body) => Encoding.UTF8.GetString(body[..Math.Min(160, body.Length)]);
}
