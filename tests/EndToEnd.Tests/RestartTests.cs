using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Storage;

namespace Webhooks.EndToEnd.Tests;

[Collection(nameof(RestartedApp))]
public sealed class RestartTests(RestartedApp fixture)
{
    [Fact]
    public async Task Killed_app_loses_nothing_it_acknowledged()
    {
        List<string> acknowledged = [];
        RunningApp first = await fixture.RunAsync();
        Tables tables = new(first, fixture.ConnectionString);
        for (int i = 0; i < 40; i++)
            acknowledged.Add(await tables.SendAsync("api/webhooks/smartico",
                $$"""{"login":"user{{i}}","time":{{1700100000000 + i}},"channel":"Email"}"""));
        first.Kill();

        RunningApp second = await fixture.RunAsync();
        Tables after = new(second, fixture.ConnectionString);
        await Eventually.GetAsync(
            "every acknowledged delivery is stored once, with its event",
            async () => (await after.RowsAsync(StorageNames.Events, "smartico_20231116"))
                .Select(row => row.GetString("DeliveryId")).Order().ToList(),
            ids => ids.SequenceEqual(acknowledged.Order()),
            within: TimeSpan.FromSeconds(60), // a message that the killed app had taken stays hidden for its lease
            context: () => second.Output.ToString());
        await after.RollUpAsync("smartico", "20231116_message.sent_email", 40);
    }
}
