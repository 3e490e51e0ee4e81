using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Webhooks.Host.Tests.Hosting;
using Webhooks.Storage;

namespace Webhooks.Host.Tests.Cases;

/// <summary>What is sent is acknowledged, stored as it came, and mapped.</summary>
[Collection(Hosts.Shared)]
public sealed class IntakeTests(Hosts hosts)
{
    private const string Smartico = "api/webhooks/smartico?code=" + Keys.Smartico;
    private const string SmartReach = "api/webhooks/smartreach?code=" + Keys.SmartReach;

    private const string Opened = """
        {"metadata":{"event_type":"email_opened","version":"v2","webhook_id":7,"webhook_url":"https://example.com","received_at":1583924400000},
        "data":[{"prospect":{"prospect_id":42,"prospect_email":"ada@example.com"},"activity":{"created_at":1583924395000,"campaign_name":"Spring"}}]}
        """;

    [Theory]
    [OnEachHost("smartreach", SmartReach, Opened, "application/json", "processed")]
    [OnEachHost("smartico", Smartico, Visitor.Send, "application/json", "processed")]
    [OnEachHost("smartico", Smartico, Visitor.Send, "text/plain", "processed")]
    [OnEachHost("smartico", Smartico, Visitor.Send, null, "processed")]
    [OnEachHost("smartico", Smartico, Visitor.Send, "nonsense", "processed")]
    [OnEachHost("smartico", Smartico, "login=7&time=1664115803000&channel=Email&campaign_name=caf%C3%A9",
        "application/x-www-form-urlencoded", "processed")]
    [OnEachHost("smartico", Smartico + "&login=7&time=1664115803000&channel=Email", null, null, "processed")]
    [OnEachHost("smartico", Smartico, "{ this is broken", "application/json", "rejected")]
    [OnEachHost("smartreach", SmartReach, "\0", "application/octet-stream", "rejected")]
    public async Task Webhook_is_acknowledged_and_settled(
        HostKind host, string vendor, string url, string? body, string? contentType, string status)
    {
        Visitor visitor = await hosts.OnAsync(host);
        using HttpRequestMessage request = new(body is null ? HttpMethod.Get : HttpMethod.Post, url);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        TableEntity row = await visitor.SettledAsync(vendor, (await visitor.AskAsync(request)).DeliveryId());

        Assert.Equal(
            (status, request.Method.Method, contentType ?? ""),
            (row.GetString("Status"), row.GetString("Method"), row.GetString("ContentType") ?? ""));
        Assert.Equal(body ?? "", row.GetString("Body") ?? "");
    }

    [Theory, OnEachHost]
    public async Task Body_is_stored_byte_for_byte(HostKind host)
    {
        Visitor visitor = await hosts.OnAsync(host);
        byte[] body = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        using HttpRequestMessage request = new(HttpMethod.Post, Smartico) { Content = new ByteArrayContent(body) };
        string id = (await visitor.AskAsync(request)).DeliveryId();
        await visitor.SettledAsync("smartico", id);

        Reply reply = await visitor.AskAsync("GET", $"api/deliveries/{id}?code={Keys.AnyFunction}");

        using JsonDocument traced = JsonDocument.Parse(reply.Body);
        Assert.Equal(body, traced.RootElement.GetProperty("body").GetBytesFromBase64());
    }

    [Theory, OnEachHost]
    public async Task Body_without_a_length_is_taken_too(HostKind host)
    {
        Visitor visitor = await hosts.OnAsync(host);
        using HttpRequestMessage request = new(HttpMethod.Post, Smartico)
        {
            Content =
            new StringContent(Visitor.Send, Encoding.UTF8, "application/json")
        };
        request.Headers.TransferEncodingChunked = true;

        TableEntity row = await visitor.SettledAsync("smartico", (await visitor.AskAsync(request)).DeliveryId());

        Assert.Equal(Visitor.Send, row.GetString("Body"));
    }

    [Theory, OnEachHost]
    public async Task Body_beside_a_query_of_a_GET_is_not_lost(HostKind host)
    {
        Visitor visitor = await hosts.OnAsync(host);
        using HttpRequestMessage request = new(HttpMethod.Get, $"{Smartico}&brand=one")
        {
            Content = new StringContent(Visitor.Send, Encoding.UTF8, "application/json"),
        };

        TableEntity row = await visitor.SettledAsync("smartico", (await visitor.AskAsync(request)).DeliveryId());

        Assert.Equal((Visitor.Send, "processed"), (row.GetString("Body"), row.GetString("Status")));
    }

    [Theory]
    [OnEachHost("POST", Smartico, "A POST webhook needs a body.")]
    [OnEachHost("POST", SmartReach, "A POST webhook needs a body.")]
    [OnEachHost("GET", Smartico, "A GET webhook needs query parameters.")]
    public async Task Empty_webhook_is_refused(HostKind host, string method, string url, string detail)
    {
        Visitor visitor = await hosts.OnAsync(host);

        Reply reply = await visitor.AskAsync(method, url, method == "POST" ? "" : null);

        Assert.Equal((400, "application/problem+json"), (reply.Code, reply.MediaType));
        Assert.Contains(detail, reply.Body, StringComparison.Ordinal);
    }

    [Theory]
    [OnEachHost("X-Long", null)]
    [OnEachHost("Cookie", "a=b; c=\"d\"; ;;; e")]
    [OnEachHost("Accept-Encoding", "br;q=nonsense")]
    [OnEachHost("X-Forwarded-For", "not an address")]
    [OnEachHost("traceparent", "00-not-a-trace")]
    public async Task Odd_headers_do_no_harm(HostKind host, string name, string? value)
    {
        Visitor visitor = await hosts.OnAsync(host);

        Reply reply = await visitor.AskAsync("POST", Smartico, Visitor.Send, (name, value ?? new string('x', 16_000)));

        Assert.Equal(200, reply.Code);
    }

    [Theory, OnEachHost]
    public async Task Sixty_four_webhooks_at_once_are_all_acknowledged_and_stored(HostKind host)
    {
        Visitor visitor = await hosts.OnAsync(host);
        string[] ids = await Task.WhenAll(Enumerable.Range(0, 64).Select(number =>
            visitor.SmarticoAsync(Visitor.Send.Replace("123123", $"at-once-{number}", StringComparison.Ordinal))));

        foreach (string id in ids)
            Assert.Equal("processed", (await visitor.SettledAsync("smartico", id)).GetString("Status"));
        HashSet<string> stored = [.. (await visitor.RowsAsync(StorageNames.Events, "smartico_20220925"))
            .Select(row => row.GetString("DeliveryId"))];
        Assert.Superset(ids.ToHashSet(), stored);
    }

    [Theory, OnEachHost]
    public async Task Trace_of_the_request_goes_with_the_delivery(HostKind host)
    {
        Visitor visitor = await hosts.OnAsync(host);
        const string trace = "0af7651916cd43dd8448eb211c80319c";

        Reply reply = await visitor.AskAsync(
            "POST", Smartico, Visitor.Send, ("traceparent", $"00-{trace}-b7ad6b7169203331-01"));

        TableEntity row = await visitor.SettledAsync("smartico", reply.DeliveryId());
        Assert.Contains(trace, row.GetString("TraceParent") ?? "", StringComparison.Ordinal);
    }
}
