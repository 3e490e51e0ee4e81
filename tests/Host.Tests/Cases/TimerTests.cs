using System.Text.Json;
using Azure.Data.Tables;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Host.Tests.Hosting;
using Webhooks.Storage;

namespace Webhooks.Host.Tests.Cases;

[Collection(TunedHosts.Name)]
public sealed class TimerTests(TunedHosts hosts)
{
    // A host that was killed before may still hold its timers.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Theory, OnEachHost]
    public async Task Counts_come_by_themselves(HostKind host)
    {
        Visitor visitor = await hosts.OnAsync(host);
        await visitor.SmarticoAsync(Visitor.Send.Replace("1664115803000", "1664202203000", StringComparison.Ordinal));

        TableEntity row = (await Eventually.GetAsync(
            "the day is counted",
            async () => (await visitor.RowsAsync(StorageNames.DailyCounts, "smartico"))
                .Find(count => count.RowKey == "20220926_message.sent_sms"),
            count => count?.GetInt64("Count") == 1,
            within: Patience,
            context: () => visitor.App.Output.ToString()))!;

        Assert.Equal(1, row.GetInt64("Count"));
    }

    [Theory, OnEachHost]
    public async Task When_counts_come_next_is_known_after_the_first_time(HostKind host)
    {
        Visitor visitor = await hosts.OnAsync(host);

        (DateTimeOffset ranAt, DateTimeOffset? nextAt) = (await Eventually.GetAsync(
            "the roll-up has run",
            async () => await RunsAsync(visitor),
            runs => runs is not null,
            within: Patience,
            context: () => visitor.App.Output.ToString()))!.Value;

        Assert.NotNull(nextAt);
        Assert.InRange(nextAt.Value, ranAt, ranAt + TunedHosts.BetweenRollUps);
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
