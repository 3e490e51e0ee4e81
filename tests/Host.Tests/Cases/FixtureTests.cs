using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Host.Tests.Hosting;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Tests.Golden;
using Webhooks.Ingestion.Times;
using Webhooks.Storage;

namespace Webhooks.Host.Tests.Cases;

/// <summary>
/// Every request of <c>tests/Fixtures</c>, sent over HTTP, becomes the rows that its expectation names: what a host,
/// the receiver, the queue and the tables do to it changes nothing.
/// </summary>
[Collection(Hosts.Shared)]
public sealed class FixtureTests(Hosts hosts)
{
    private static readonly string[] NotOfTheEvent =
        ["eventId", "receivedAt", "deliveryId", "deliveryIndex", "data", "occurredAt"];

    [Theory, OnEachHost]
    public async Task Every_fixture_becomes_the_rows_that_it_expects(HostKind host)
    {
        Visitor visitor = await hosts.OnAsync(host);
        List<(GoldenCase Case, string Id)> sent = [];
        foreach (GoldenCase golden in FixtureFolder.Cases(FixtureFolder.Root).Where(CanBeSent))
            sent.Add((golden, (await visitor.AskAsync(Request(golden))).DeliveryId()));
        Dictionary<string, TableEntity> deliveries = await SettledAsync(visitor, sent);
        Dictionary<(string, string), TableEntity> events = (await visitor.RowsAsync(StorageNames.Events))
            .ToDictionary(row => (row.PartitionKey, row.RowKey));

        List<string> wrong = [];
        foreach ((GoldenCase golden, string id) in sent)
        {
            foreach (string what in Wrong(golden, deliveries[id], events))
                wrong.Add($"{golden.Vendor}/{golden.Name}: {what}");
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
        Assert.True(sent.Count > 300, $"Only {sent.Count} were sent.");
    }

    private const string Core = "smartreach-key-0123456789";

    [Theory]
    [OnEachHost("&#x73;martreach-key-0123456789")]
    [OnEachHost("smartreach&#45;key&#45;0123456789")]
    [OnEachHost("smartreach\\u002dkey-0123456789")]
    [OnEachHost("smartreach\\\\u002dkey-0123456789")]
    [OnEachHost("smartreach%2Dkey%2d0123456789")]
    [OnEachHost("smartreach%252Dkey-0123456789")]
    [OnEachHost("c21hcnRyZWFjaC1rZXktMDEyMzQ1Njc4OQ==")]
    [OnEachHost("smartreach-key-0123456789")]
    public async Task Our_key_is_in_no_row_however_it_is_echoed(HostKind host, string echo)
    {
        Visitor visitor = await hosts.OnAsync(host);
        string body = $$"""
            {"metadata":{"event_type":"email_opened","webhook_url":"https://example.net/?code={{echo}}"},"data":[]}
            """;
        byte[] text = Encoding.UTF8.GetBytes(body);
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(text);

        foreach ((byte[] bytes, string? encoding) in ((byte[], string?)[])[
            (text, null), (JsonSerializer.SerializeToUtf8Bytes(body), null), (Encoding.Unicode.GetBytes(body), null),
            (packed.ToArray(), "gzip")])
        {
            using HttpRequestMessage request = new(HttpMethod.Post, "api/webhooks/smartreach?code=" + Core)
            {
                Content = new ByteArrayContent(bytes),
            };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", $"application/json; x={Core}");
            request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
            string id = (await visitor.AskAsync(request)).DeliveryId();
            await visitor.SettledAsync("smartreach", id);

            Reply reply = await visitor.AskAsync("GET", $"api/deliveries/{id}?code={Keys.AnyFunction}");
            using JsonDocument traced = JsonDocument.Parse(reply.Body);
            JsonElement stored = traced.RootElement;
            byte[] kept = stored.GetProperty("bodyEncoding").GetString() == "text"
                ? Encoding.UTF8.GetBytes(stored.GetProperty("body").GetString()!)
                : stored.GetProperty("body").GetBytesFromBase64();
            string readable = Readable(kept) + stored.GetProperty("query") + stored.GetProperty("contentType");
            Assert.Contains("REDACTED", readable, StringComparison.Ordinal);
            Assert.DoesNotContain("key", readable, StringComparison.Ordinal);
            Assert.DoesNotContain("c21hcnRyZWFjaC1rZXk", readable, StringComparison.Ordinal);
        }
    }

    private static string Readable(byte[] stored)
    {
        if (stored is not [0x1F, 0x8B, ..])
            return Encoding.UTF8.GetString(stored).Replace("\0", "", StringComparison.Ordinal);
        using StreamReader reader = new(new GZipStream(new MemoryStream(stored), CompressionMode.Decompress));
        return reader.ReadToEnd();
    }

    // Not those of another template, and not those whose time was ahead of their receipt: it is past by now.
    private static bool CanBeSent(GoldenCase golden) =>
        !File.Exists(Path.Combine(golden.Folder, "settings.json"))
        && !golden.Name.Contains("ahead", StringComparison.Ordinal);

    private static HttpRequestMessage Request(GoldenCase golden)
    {
        Delivery delivery = golden.Delivery();
        string key = golden.Vendor == "smartico" ? Keys.Smartico : Keys.SmartReach;
        HttpRequestMessage request = new(
            new HttpMethod(delivery.Method), $"api/webhooks/{golden.Vendor}{Escaped(delivery.Query)}");
        request.Headers.Add("x-functions-key", key);
        if (delivery.Body.IsEmpty && delivery.Method == "GET")
            return request;
        request.Content = new ReadOnlyMemoryContent(delivery.Body);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", delivery.ContentType);
        request.Content.Headers.TryAddWithoutValidation("Content-Encoding", delivery.ContentEncoding);
        return request;
    }

    // What no client sends in a URL as it is.
    private static string? Escaped(string? query) => query is null
        ? null
        : string.Concat(query.Select(c => c is ' ' or '"' or '\\' or '{' or '}' or > '~'
            ? Uri.EscapeDataString($"{c}")
            : $"{c}"));

    private static async Task<Dictionary<string, TableEntity>> SettledAsync(
        Visitor visitor, List<(GoldenCase Case, string Id)> sent)
    {
        HashSet<string> ids = [.. sent.Select(one => one.Id)];
        IEnumerable<string> missing = [];
        return (await Eventually.GetAsync(
            $"{ids.Count} deliveries are processed or rejected",
            async () => (await OutcomesAsync(visitor))
                .Where(row => ids.Contains(row.GetString("DeliveryId")))
                .ToDictionary(row => row.GetString("DeliveryId")),
            rows =>
            {
                missing = sent.Where(one => !rows.ContainsKey(one.Id)).Select(one => one.Case.Name);
                return rows.Count == ids.Count;
            },
            within: TimeSpan.FromSeconds(60),
            context: () => $"{string.Join(", ", missing)}{Environment.NewLine}{visitor.App.Output}"))!;
    }

    // Without the bodies, of which some are large.
    private static async Task<List<TableEntity>> OutcomesAsync(Visitor visitor)
    {
        List<TableEntity> rows = [];
        await foreach (TableEntity row in new TableServiceClient(visitor.Storage)
            .GetTableClient(StorageNames.Deliveries)
            .QueryAsync<TableEntity>(
                "Status eq 'processed' or Status eq 'rejected'",
                select: ["DeliveryId", "Status", "Error", "EventKeys"]))
            rows.Add(row);
        return rows;
    }

    private static IEnumerable<string> Wrong(
        GoldenCase golden, TableEntity delivery, Dictionary<(string, string), TableEntity> events)
    {
        bool isRejected = File.Exists(golden.ExpectedError);
        if (delivery.GetString("Status") != (isRejected ? "rejected" : "processed"))
        {
            yield return $"{delivery.GetString("Status")}: {delivery.GetString("Error")}";
            yield break;
        }

        if (isRejected)
            yield break;
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(golden.ExpectedJson));
        List<TableEntity> rows =
        [
            .. (delivery.GetString("EventKeys") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(key => events[(key.Split('/')[0], key.Split('/')[1])]),
        ];
        // Of two that are one, the last.
        JsonElement[] wanted =
        [
            .. expected.RootElement.GetProperty("events").EnumerateArray().Reverse()
                .DistinctBy(e => Text(e, "eventId")),
        ];
        if (rows.Count != wanted.Length)
            yield return $"{rows.Count} events instead of {wanted.Length}";

        // An event that several fixtures send has the columns of the last of them.
        foreach (JsonElement e in wanted)
        {
            if (!rows.Exists(row => row.GetString("DeliveryId") != delivery.GetString("DeliveryId") || Is(row, e)))
                yield return $"no row for {e}";
        }
    }

    private static bool Is(TableEntity row, JsonElement expected)
    {
        bool isTimed = !row.RowKey.StartsWith("000000000_", StringComparison.Ordinal);
        if (isTimed && row.GetString("EventId") != Text(expected, "eventId"))
            return false;
        bool isReceipt = Text(expected, "timeSource") == TimeSources.Receipt;
        if (!isReceipt && row.GetDateTimeOffset("OccurredAt") != expected.GetProperty("occurredAt").GetDateTimeOffset())
            return false;
        return expected.EnumerateObject().Where(member => !NotOfTheEvent.Contains(member.Name))
            .All(member => row.GetString(char.ToUpperInvariant(member.Name[0]) + member.Name[1..])
                == member.Value.GetString());
    }

    private static string? Text(JsonElement e, string name) => e.GetProperty(name).GetString();
}
