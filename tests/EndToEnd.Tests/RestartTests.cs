using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Storage;

namespace Webhooks.EndToEnd.Tests;

public sealed class RestartTests(AccountFixture account) : IClassFixture<AccountFixture>
{
    [Fact]
    public async Task Killed_app_loses_nothing_it_acknowledged()
    {
        List<string> acknowledged = [];
        await using (RunningApp first = await RunningApp.StartAsync(account.ConnectionString))
        {
            Tables tables = new(first, account.ConnectionString);
            for (int i = 0; i < 40; i++)
                acknowledged.Add(await tables.SendAsync("api/webhooks/smartico",
                    $$"""{"login":"user{{i}}","time":{{1700000000000 + i}},"channel":"Email"}"""));
            first.Kill();
        }

        await using RunningApp second = await RunningApp.StartAsync(account.ConnectionString);
        Tables after = new(second, account.ConnectionString);
        await Eventually.GetAsync(
            "every acknowledged delivery is stored once, with its event",
            async () => (await after.RowsAsync(StorageNames.Events, "smartico_20231114"))
                .Select(row => row.GetString("DeliveryId")).Order().ToList(),
            ids => ids.SequenceEqual(acknowledged.Order()),
            within: TimeSpan.FromSeconds(60), // a message that the killed app had taken stays hidden for its lease
            context: () => second.Output.ToString());
        await after.RollUpAsync("smartico", "20231114_message.sent_email", 40);
    }
}
