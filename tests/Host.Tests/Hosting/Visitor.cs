using System.Net;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Storage;

namespace Webhooks.Host.Tests.Hosting;

/// <summary>Sends what a vendor or an operator sends, and looks at the rows.</summary>
public sealed class Visitor(HostedApp app, string storage)
{
    public const string Send =
        """{"login":"123123","time":1664115803000,"view_url":"https://example.com/view/1","channel":"SMS","campaign_name":"RND Flow"}""";

    private static readonly TimeSpan StoredWithin = TimeSpan.FromSeconds(90);

    private readonly Lazy<TableServiceClient> _tables = new(() => new TableServiceClient(storage));

    public HostedApp App { get; } = app;

    public string Storage { get; } = storage;

    /// <summary>A request to a path, with JSON where there is a body.</summary>
    public async Task<Reply> AskAsync(
        string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach ((string name, string value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await AskAsync(request);
    }

    public async Task<Reply> AskAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage answer = await App.Http.SendAsync(request);
        return new Reply(
            answer.StatusCode,
            answer.Content.Headers.ContentType?.MediaType,
            await answer.Content.ReadAsStringAsync(),
            answer.Headers.RetryAfter?.ToString());
    }

    /// <summary>A webhook to Smartico's URL that must be acknowledged.</summary>
    /// <returns>The delivery's id.</returns>
    public async Task<string> SmarticoAsync(string body = Send) =>
        (await AskAsync("POST", $"api/webhooks/smartico?code={Keys.Smartico}", body)).DeliveryId();

    /// <summary>The row of a delivery once it is processed or rejected.</summary>
    public async Task<TableEntity> SettledAsync(string vendor, string id)
    {
        string day = DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(id[..12], 16)).ToString("yyyyMMdd", null);
        return (await Eventually.GetAsync(
            $"delivery {id} is processed or rejected",
            async () => (await RowsWhereAsync(
                StorageNames.Deliveries,
                TableClient.CreateQueryFilter($"PartitionKey eq {$"{vendor}_{day}"} and DeliveryId eq {id}")))
                .SingleOrDefault(),
            row => row is not null && row.GetString("Status") != "received",
            context: () => App.Output.ToString()))!;
    }

    /// <summary>The rows of a partition, or of the whole table.</summary>
    public Task<List<TableEntity>> RowsAsync(string table, string? partition = null) => RowsWhereAsync(
        table, partition is null ? null : TableClient.CreateQueryFilter($"PartitionKey eq {partition}"));

    /// <summary>Waits until the events of deliveries are stored, one of each.</summary>
    /// <param name="ids">The deliveries'.</param>
    public Task SeesStoredAsync(IReadOnlyCollection<string> ids) => Eventually.GetAsync(
        $"all {ids.Count} acknowledged deliveries are stored",
        async () =>
            ids.Except((await RowsWhereAsync(StorageNames.Events, null, "DeliveryId"))
                .Select(row => row.GetString("DeliveryId"))).Count(),
        missing => missing == 0,
        StoredWithin,
        () => App.Output.ToString());

    /// <summary>A client of a queue, whose texts go as they are.</summary>
    public QueueClient Queue(string name) =>
        new(Storage, name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None });

    private async Task<List<TableEntity>> RowsWhereAsync(string table, string? filter, params string[] columns)
    {
        List<TableEntity> rows = [];
        try
        {
            await foreach (TableEntity row in _tables.Value.GetTableClient(table)
                .QueryAsync<TableEntity>(filter, select: columns))
                rows.Add(row);
        }
        catch (RequestFailedException e) when (e.ErrorCode == "TableNotFound")
        {
            // Nothing was written yet.
        }

        return rows;
    }
}

/// <summary>An answer.</summary>
public sealed record Reply(HttpStatusCode Status, string? MediaType, string Body, string? RetryAfter)
{
    /// <summary>The status as a number.</summary>
    public int Code => (int)Status;

    /// <summary>The id in an acknowledgement.</summary>
    public string DeliveryId()
    {
        Assert.Equal((HttpStatusCode.OK, "application/json"), (Status, MediaType));
        using JsonDocument json = JsonDocument.Parse(Body);
        return json.RootElement.GetProperty("deliveryId").GetString()!;
    }
}
