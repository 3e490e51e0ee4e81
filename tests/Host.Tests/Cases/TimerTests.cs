using System.Text.Json;
using Azure.Data.Tables;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Host.Tests.Hosting;
using Webhooks.Storage;

namespace Webhooks.Host.Tests.Cases;

public sealed class TimerTests
{
    [Theory, OnEachHost]
    public async Task Counts_come_by_themselves(HostKind host)
    {
        string account = await TestAccount.NewAsync();
        await using HostedApp app = await HostedApp.StartAsync(
            host, account, new Dictionary<string, string> { ["RollupSchedule"] = "*/2 * * * * *" });
        Visitor visitor = new(app, account);
        await visitor.SmarticoAsync();

        TableEntity row = (await Eventually.GetAsync(
            "the day is counted",
            async () => (await visitor.RowsAsync(StorageNames.DailyCounts, "smartico"))
                .Find(count => count.RowKey == "20220925_message.sent_sms"),
            count => count?.GetInt64("Count") == 1,
            context: () => app.Output.ToString()))!;

        Assert.Equal(1, row.GetInt64("Count"));
    }

    [Theory, OnEachHost]
    public async Task When_counts_come_next_is_known_after_the_first_time(HostKind host)
    {
        string account = await TestAccount.NewAsync();
        await using HostedApp app = await HostedApp.StartAsync(
            host, account, new Dictionary<string, string> { ["RollupSchedule"] = "*/10 * * * * *" });
        Visitor visitor = new(app, account);

        (DateTimeOffset ranAt, DateTimeOffset? nextAt) = (await Eventually.GetAsync(
            "the roll-up has run",
            async () => await RunsAsync(visitor),
            runs => runs is not null,
            context: () => app.Output.ToString()))!.Value;

        Assert.NotNull(nextAt);
        Assert.InRange(nextAt.Value, ranAt, ranAt.AddSeconds(10));
    }

    private static async Task<(DateTimeOffset, DateTimeOffset?)?> RunsAsync(Visitor visitor)
    {
        Reply reply = await visitor.AskAsync("GET", $"api/health/details?code={Keys.AnyFunction}");
        using JsonDocument health = JsonDocument.Parse(reply.Body);
        JsonElement rollUp = health.RootElement.GetProperty("rollUp");
        return Time("lastRunAt") is { } ranAt ? (ranAt, Time("nextRunAt")) : null;

        DateTimeOffset? Time(string name) =>
            rollUp.TryGetProperty(name, out JsonElement time) && time.ValueKind == JsonValueKind.String
                ? time.GetDateTimeOffset()
                : null;
    }
}
