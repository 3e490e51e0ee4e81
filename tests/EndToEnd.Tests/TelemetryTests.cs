using System.Net;
using System.Text;
using System.Text.Json;
using Webhooks.EndToEnd.Tests.Running;

namespace Webhooks.EndToEnd.Tests;

/// <summary>What leaves the process where an OTLP receiver is named.</summary>
[Collection(nameof(AppFixture))]
public sealed class TelemetryTests(AppFixture fixture)
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    // What the alerts in infra/alerts.bicep and docs/telemetry.md read, and a webhook and a roll-up are enough to have.
    private static readonly string[] Metrics =
    [
        "webhooks.received", "webhooks.acknowledged", "webhooks.ack.duration", "webhooks.batch.size",
        "webhooks.events.mapped",
        "webhooks.stored.duration", "webhooks.queue.messages", "webhooks.queue.oldest.age", "webhooks.poison.messages",
        "webhooks.rollup.duration",
    ];

    [Fact]
    public async Task Trace_of_a_webhook_reaches_from_its_request_to_the_stored_event_and_the_metrics_arrive()
    {
        (RunningApp app, OtlpReceiver receiver) = (fixture.App, fixture.Telemetry);
        Tables tables = new(app, fixture.ConnectionString);

        using HttpRequestMessage request = new(HttpMethod.Post, "api/webhooks/smartico")
        {
            Content = new StringContent(
                """{"login":"traced","time":1664374803000,"channel":"SMS"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("traceparent", $"00-{Trace}-b7ad6b7169203331-01");
        using HttpResponseMessage answer = await app.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using JsonDocument json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        string id = json.RootElement.GetProperty("deliveryId").GetString()!;
        await tables.SettledAsync("smartico", id);
        await tables.RollUpAsync("smartico", "20220928_message.sent_sms", 1);

        byte[] trace = Convert.FromHexString(Trace);
        await Eventually.TrueAsync(
            "the request's span is of the vendor's trace, and has the delivery's id",
            () => receiver.Has("/v1/traces", trace, "SmarticoWebhook", id),
            context: () => app.Output.ToString());
        await Eventually.TrueAsync(
            "the span of the processing links to it",
            () => receiver.Has("/v1/traces", trace, "process deliveries", id),
            context: () => app.Output.ToString());
        foreach (string metric in Metrics)
            await Eventually.TrueAsync(
                $"{metric} arrives", () => receiver.Has("/v1/metrics", metric), context: () => app.Output.ToString());
    }
}
