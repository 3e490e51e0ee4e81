using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Counts;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Tables;

namespace Webhooks.Dashboard.Tests;

/// <summary>
/// Ninety days of counts of all types, some webhooks sent for real, a hostile one, and one whose mapper has been fixed
/// since.
/// </summary>
public sealed class SeedData
{
    public const string Hostile =
        "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">{\"broken";
    public const string HostileCampaign = "=HYPERLINK(\"http://127.0.0.1\",\"<b>x</b>\")";

    public DateOnly Today { get; private init; }

    public string HostileId { get; private init; } = "";

    /// <summary>One that is mapped.</summary>
    public string ReadableId { get; private set; } = "";

    public string FixedId { get; private init; } = "";

    public static async Task<SeedData> WriteAsync(WebhookTables tables, HttpClient http)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        await tables.CreateAsync(CancellationToken.None);
        DateOnly today = DateOnly.FromDateTime(now.UtcDateTime);
        await CountsAsync(tables, today, now);
        await DriftAsync(tables, now);
        SeedData seed = new()
        {
            Today = today,
            HostileId = await SendAsync(http, "smartreach", Hostile),
            FixedId = await RejectedAsync(tables, now.AddMinutes(-12)),
        };
        string time = now.AddMinutes(-3).ToUnixTimeMilliseconds()
            .ToString(System.Globalization.CultureInfo.InvariantCulture);
        for (int i = 0; i < 5; i++)
        {
            seed.ReadableId = await SendAsync(http, "smartico", JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["login"] = $"player-{i}",
                ["time"] = long.Parse(time, System.Globalization.CultureInfo.InvariantCulture) + i,
                ["channel"] = "SMS",
                ["campaign_name"] = HostileCampaign,
            }));
        }

        await Eventually.TrueAsync(
            "all is processed", async () => await CountAsync(tables.Deliveries, "smartico", now) == 5
            && await CountAsync(tables.RejectedDeliveries, "smartreach", null) == 2);
        return seed;
    }

    public static async Task<string> SendAsync(HttpClient http, string vendor, string body)
    {
        using StringContent content = new(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await http.PostAsync($"api/webhooks/{vendor}", content);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("deliveryId").GetString()!;
    }

    private static async Task<int> CountAsync(TableClient table, string vendor, DateTimeOffset? day)
    {
        string partition = day is null ? vendor : TableKeys.Partition(vendor, day.Value);
        int count = 0;
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition}")))
            count += row.RowKey.StartsWith("contact_", StringComparison.Ordinal) ? 0 : 1;
        return count;
    }

    // A week like other weeks: less on its last two days, and each type with a share of its own.
    private static async Task CountsAsync(WebhookTables tables, DateOnly today, DateTimeOffset now)
    {
        List<TableEntity> daily = [];
        List<TableEntity> campaigns = [];
        for (int back = 0; back < 90; back++)
        {
            DateOnly day = today.AddDays(-back);
            int size = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 3 : 10;
            for (int type = 0; type < EventTypes.All.Count; type++)
            {
                CountKey key = new(EventTypes.All[type], Channels.Email, null, null);
                long count = 1 + (size * (10 + (back * 7 % 13)) * 15 / ((type + 1) * (type + 2)));
                daily.Add(Row("smartreach", CountKeys.OfDay(day, key), day, key, count, now));
            }

            CountKey sends = new(EventTypes.MessageSent, Channels.Sms, null, null);
            daily.Add(Row("smartico", CountKeys.OfDay(day, sends), day, sends, 40 + (back * 11 % 29), now));
            CountKey spring = sends with { Campaign = back % 3 == 0 ? "Spring" : "Win-back", CampaignStep = "Day 1" };
            (string Type, long Count)[] funnel =
            [
                (EventTypes.MessageSent, 200 + (back * 17 % 90)), (EventTypes.MessageOpened, 70 + (back * 5 % 31)),
                (EventTypes.MessageClicked, 9 + (back % 7)), (EventTypes.MessageReplied, 4 + (back % 3)),
                (EventTypes.MessageBounced, back % 4), (EventTypes.ContactUnsubscribed, back % 2),
            ];
            foreach ((string type, long count) in back < 30 ? funnel : [])
            {
                CountKey welcome = new(type, Channels.Email, "Welcome", back % 2 == 0 ? "Day 1" : "Day 4");
                campaigns.Add(Row("smartreach", CountKeys.OfCampaign(day, welcome), day, welcome, count, now));
            }

            if (back < 30)
                campaigns.Add(Row("smartico", CountKeys.OfCampaign(day, spring), day, spring, 30, now));
        }

        await TransactionWriter.ReplaceAsync(tables.DailyCounts, daily, CancellationToken.None);
        await TransactionWriter.ReplaceAsync(tables.DailyCampaignCounts, campaigns, CancellationToken.None);
    }

    private static TableEntity Row(
        string vendor, string rowKey, DateOnly day, CountKey key, long count, DateTimeOffset now)
    {
        TableEntity row = new(vendor, rowKey)
        {
            ["Day"] = CountKeys.Day(day),
            ["Type"] = key.Type,
            ["Channel"] = key.Channel,
            ["Count"] = count,
            ["RolledUpAt"] = now,
        };
        if (key.Campaign is not null)
            (row["Campaign"], row["CampaignStep"]) = (key.Campaign, key.CampaignStep);
        return row;
    }

    private static async Task DriftAsync(WebhookTables tables, DateTimeOffset now)
    {
        (string Kind, string Name, string Detail)[] seen =
        [
            (DriftKinds.Channel, "Fax", ""), (DriftKinds.FieldType, "data.prospect.prospect_id", "string"),
            (DriftKinds.Event, "activity.email.forwarded", ""),
        ];
        foreach ((string kind, string name, string detail) in seen)
        {
            await tables.SchemaDrift.UpsertEntityAsync(new TableEntity("smartreach", $"{kind}_{name}_{detail}")
            {
                ["Kind"] = kind,
                ["Name"] = name,
                ["Detail"] = detail,
                ["FirstSeen"] = now.AddDays(-3),
                ["LastSeen"] = now.AddHours(-2),
                ["Count"] = 12L,
                ["SampleDeliveryId"] = DeliveryId.New(now),
            });
        }
    }

    // As if the mapper had failed for it, and has been fixed since.
    private static async Task<string> RejectedAsync(WebhookTables tables, DateTimeOffset at)
    {
        DateTimeOffset received = DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
        Delivery delivery = new()
        {
            Id = DeliveryId.New(received),
            Vendor = "smartreach",
            ReceivedAt = received,
            Method = "POST",
            ContentType = "application/json",
            Body = await File.ReadAllBytesAsync(Path.Combine(
                Tools.Azurite.Repository.Root, "tests", "Fixtures", "smartreach", "email-sent", "request.body")),
        };
        DeliveryOutcome outcome = new(
            delivery, [], new Rejection(RejectionReasons.MapperFailed, "The mapper failed: a defect of this service."));
        await new DeliveryStore(tables).AddAsync([outcome], at, CancellationToken.None);
        return delivery.Id;
    }
}
