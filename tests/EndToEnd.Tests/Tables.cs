using System.Net;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Storage;

namespace Webhooks.EndToEnd.Tests;

/// <summary>What a person sees: webhooks sent by HTTP, and rows read from the tables.</summary>
internal sealed class Tables(RunningApp app, string connectionString)
{
    private readonly TableServiceClient _service = new(connectionString);

    /// <summary>
    /// Sends a webhook that must be acknowledged: as vendors do, again where the emulator was too slow for the others'
    /// load, which is a 503.
    /// </summary>
    /// <returns>The delivery's id.</returns>
    public async Task<string> SendAsync(string url, HttpContent? body)
    {
        using HttpResponseMessage answer = await Eventually.GetAsync(
            "the webhook is answered by other than 503",
            () => body is null ? app.Http.GetAsync(url) : app.Http.PostAsync(url, body),
            answer => answer.StatusCode != HttpStatusCode.ServiceUnavailable,
            context: () => app.Output.ToString());
        string text = await answer.Content.ReadAsStringAsync();
        Assert.Equal((HttpStatusCode.OK, "application/json"),
            (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        using JsonDocument json = JsonDocument.Parse(text);
        return json.RootElement.GetProperty("deliveryId").GetString()!;
    }

    public Task<string> SendAsync(string url, string json) =>
        SendAsync(url, new StringContent(json, Encoding.UTF8, "application/json"));

    /// <summary>The rows of a partition; none where the table is not there yet.</summary>
    public async Task<List<TableEntity>> RowsAsync(string table, string partition)
    {
        List<TableEntity> rows = [];
        try
        {
            await foreach (TableEntity row in _service.GetTableClient(table)
                .QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}")))
                rows.Add(row);
        }
        catch (Azure.RequestFailedException e) when (e.ErrorCode == "TableNotFound")
        {
        }

        return rows;
    }

    /// <summary>Waits until a delivery is processed or rejected.</summary>
    public async Task<TableEntity> SettledAsync(string vendor, string id)
    {
        string partition =
            $"{vendor}_{DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(id[..12], 16)):yyyyMMdd}";
        List<TableEntity> found = await Eventually.GetAsync(
            $"delivery {id} is processed or rejected",
            async () => (await RowsAsync(StorageNames.Deliveries, partition))
                .Where(row => row.GetString("DeliveryId") == id && row.GetString("Status") != "received").ToList(),
            rows => rows.Count > 0,
            context: () => app.Output.ToString());
        return Assert.Single(found);
    }

    /// <summary>Counts at once.</summary>
    public async Task RollUpAsync(string partition, string row, long count)
    {
        using HttpResponseMessage answer = await app.Http.PostAsync(
            "admin/functions/RollUpDailyCounts", new StringContent("{}", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await Eventually.TrueAsync(
            $"{row} counts {count}",
            async () => (await RowsAsync(StorageNames.DailyCounts, partition))
                .Any(counted => counted.RowKey == row && counted.GetInt64("Count") == count),
            context: () => app.Output.ToString());
    }
}
