using System.Globalization;
using System.Text.Json;
using Azure.Data.Tables;
using Webhooks.Dashboard.Tests.Browsing;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Storage;

namespace Webhooks.Dashboard.Tests.Destinations;

/// <summary>
/// The running app with two places to send events to, one of which nobody listens at, and a browser: new when it was
/// first looked at.
/// </summary>
public sealed class DestinationsFixture : IAsyncLifetime
{
    public const string Group = "destinations";

    private DashboardApp? _app;

    public HttpClient Http => _app!.Http;

    public EventReceiver Receiver { get; } = new();

    public FirstRun FirstRun { get; private set; } = null!;

    public RunningBrowser Browser => _app!.Browser;

    public DateOnly Today { get; } = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    public async Task InitializeAsync()
    {
        _app = await DashboardApp.StartAsync(new Dictionary<string, string>
        {
            ["Destinations__crm__Url"] = Receiver.Url,
            ["Destinations__crm__Types"] = "message.*,contact.created",
            ["Destinations__away__Url"] = $"http://127.0.0.1:{FreePort.Next()}/",
            ["Destinations__away__Types"] = "custom.received",
        });
        FirstRun = await FirstRun.SeeAsync(_app);
    }

    public async Task DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        await Receiver.DisposeAsync();
    }

    /// <summary>How often an event came to the receiver.</summary>
    public int Came(string eventId) =>
        Receiver.Requests.Count(request => request.Headers["webhook-id"] == $"evt_{eventId}");

    /// <summary>Sends an event of noon of each of some days, and parks it as if it had not been taken.</summary>
    /// <returns>Their ids.</returns>
    public async Task<string[]> ParkAsync(string contact, params int[] daysAgo)
    {
        string[] ids = [];
        foreach (int ago in daysAgo)
        {
            DateTimeOffset at = new(Today.AddDays(-ago).ToDateTime(new TimeOnly(0, 1)), TimeSpan.Zero);
            await SeedData.SendAsync(Http, "smartico", JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["login"] = contact,
                ["time"] = at.ToUnixTimeMilliseconds(),
                ["channel"] = "SMS",
                ["campaign_name"] = "Spring",
            }));
        }

        TableClient events = _app!.Tables.GetTableClient(StorageNames.Events);
        TableClient parked = _app!.Tables.GetTableClient(StorageNames.ParkedEvents);
        List<TableEntity> rows = [];
        await Eventually.TrueAsync("they are stored and sent", async () =>
        {
            rows.Clear();
            await foreach (TableEntity row in events.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"ContactId eq {contact}")))
                rows.Add(row);
            ids = [.. rows.OrderBy(row => row.RowKey, StringComparer.Ordinal).OrderByDescending(row => row.PartitionKey)
                .Select(row => row.GetString("EventId"))];
            return rows.Count == daysAgo.Length && ids.All(id => Came(id) > 0);
        });
        foreach (TableEntity row in rows)
        {
            await parked.UpsertEntityAsync(new TableEntity("crm", $"{row.PartitionKey}_{row.RowKey}")
            {
                ["Status"] = 500,
                ["Answer"] = "<b>Oh.</b>",
                ["Tries"] = 9,
                ["ParkedAt"] = row.GetDateTimeOffset("ReceivedAt"),
            });
        }

        return ids;
    }

    /// <summary>A day as a form has it.</summary>
    public string Day(int ago) => Today.AddDays(-ago).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The tests that share it.</summary>
    [CollectionDefinition(Group)]
    public sealed class Sharing : ICollectionFixture<DestinationsFixture>;
}
