using Azure.Data.Tables;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Host.Tests.Hosting;
using Webhooks.Storage;
using Webhooks.Tools.Azurite;

namespace Webhooks.Host.Tests.Cases;

public sealed class TimerTests
{
    [Theory, OnEachHost]
    public async Task Counts_come_by_themselves(HostKind host)
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync(new AzuriteOptions());
        await using HostedApp app = await HostedApp.StartAsync(
            host, azurite.ConnectionString, new Dictionary<string, string> { ["RollupSchedule"] = "*/2 * * * * *" });
        Visitor visitor = new(app, azurite.ConnectionString);
        await visitor.SmarticoAsync();

        TableEntity row = (await Eventually.GetAsync(
            "the day is counted",
            async () => (await visitor.RowsAsync(StorageNames.DailyCounts, "smartico"))
                .Find(count => count.RowKey == "20220925_message.sent_sms"),
            count => count?.GetInt64("Count") == 1,
            context: () => app.Output.ToString()))!;

        Assert.Equal(1, row.GetInt64("Count"));
    }
}
