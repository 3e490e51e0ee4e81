using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker;

namespace Webhooks.BenchmarkApps.Usual;

/// <summary>One insert for each event.</summary>
/// <param name="table">The table.</param>
public sealed class UsualProcess(TableClient table)
{
    /// <summary>Stores the events of one webhook.</summary>
    /// <param name="message">Its body.</param>
    [Function(nameof(UsualProcess))]
    public async Task RunAsync([QueueTrigger(UsualStorage.Queue, Connection = UsualStorage.Connection)] string message)
    {
        using JsonDocument body = JsonDocument.Parse(message);
        JsonElement metadata = body.RootElement.GetProperty("metadata");
        foreach (JsonElement item in body.RootElement.GetProperty("data").EnumerateArray())
        {
            JsonElement activity = item.GetProperty("activity");
            await table.AddEntityAsync(
                new TableEntity("smartreach", Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString())
                {
                    ["Type"] = metadata.GetProperty("event_type").GetString(),
                    ["OccurredAt"] =
                        DateTimeOffset.FromUnixTimeMilliseconds(activity.GetProperty("created_at").GetInt64()),
                    ["ContactEmail"] = item.GetProperty("prospect").GetProperty("email").GetString(),
                    ["Campaign"] = activity.GetProperty("campaign_name").GetString(),
                    ["Data"] = item.GetRawText(),
                });
        }
    }
}
