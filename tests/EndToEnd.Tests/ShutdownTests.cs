using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Storage;

namespace Webhooks.EndToEnd.Tests;

[Collection(nameof(RestartedApp))]
public sealed class ShutdownTests(RestartedApp fixture)
{
    private const int Senders = 32;

    [UnixFact]
    public async Task What_was_answered_200_while_the_app_stopped_is_stored()
    {
        ConcurrentBag<string> acknowledged = [];
        int answersOther = 0;
        RunningApp app = await fixture.RunAsync();
        int number = 0;
        Task[] senders = [.. Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            while (await SendAsync(app, Interlocked.Increment(ref number)) is { } answer)
            {
                if (answer.Length > 0)
                    acknowledged.Add(answer);
                else
                    Interlocked.Increment(ref answersOther);
            }
        }))];
        await Eventually.TrueAsync("webhooks are acknowledged", () =>
            acknowledged.Count > 5 * Senders, context: () => app.Output.ToString());

        Assert.Equal(0, await app.StopAsync());
        Assert.False(Tools.LocalRun.Ports.IsTaken(app.Http.BaseAddress!.Port));
        await Task.WhenAll(senders);

        RunningApp second = await fixture.RunAsync();
        Tables tables = new(second, fixture.ConnectionString);
        await Eventually.GetAsync(
            $"all {acknowledged.Count} acknowledged deliveries are stored ({answersOther} were refused)",
            async () =>
            {
                HashSet<string> stored = [.. (await tables.RowsAsync(StorageNames.Events, "smartico_20231114"))
                    .Select(row => row.GetString("DeliveryId"))];
                return acknowledged.Count(id => !stored.Contains(id));
            },
            missing => missing == 0,
            within: TimeSpan.FromSeconds(90), // a message that the stopped app had taken may stay hidden for its lease
            context: () => second.Output.ToString());
    }

    // The id where it was acknowledged, nothing where it was refused, null where there is no app any more.
    private static async Task<string?> SendAsync(RunningApp app, int number)
    {
        try
        {
            using StringContent body =
                new($$"""{"login":"user{{number}}","time":{{1700000000000 + number}},"channel":"Email"}""",
                Encoding.UTF8, "application/json");
            using HttpResponseMessage answer = await app.Http.PostAsync("api/webhooks/smartico", body);
            if (answer.StatusCode != HttpStatusCode.OK)
                return "";
            using JsonDocument json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            return json.RootElement.GetProperty("deliveryId").GetString();
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            return null;
        }
    }
}
