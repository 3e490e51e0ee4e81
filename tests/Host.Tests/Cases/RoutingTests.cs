using System.IO.Compression;
using System.Text.Json;
using Webhooks.Host.Tests.Hosting;

namespace Webhooks.Host.Tests.Cases;

/// <summary>Which method and path lead to a function, and what is answered where none is.</summary>
[Collection(Hosts.Shared)]
public sealed class RoutingTests(Hosts hosts)
{
    [Theory]
    [OnEachHost("POST", "api/webhooks/smartico", 200)]
    [OnEachHost("POST", "API/Webhooks/SMARTICO", 200)]
    [OnEachHost("POST", "api/webhooks/smartico/", 200)]
    [OnEachHost("POST", "api/webhooks/smart%69co", 200)]
    [OnEachHost("POST", "api//webhooks/smartico", 404)]
    [OnEachHost("POST", "api/webhooks/smartico/more", 404)]
    [OnEachHost("POST", "webhooks/smartico", 404)]
    [OnEachHost("POST", "api/webhooks/nobody", 404)]
    [OnEachHost("POST", "api", 404)]
    [OnEachHost("PUT", "api/webhooks/smartico", 404)]
    [OnEachHost("PATCH", "api/webhooks/smartico", 404)]
    [OnEachHost("DELETE", "api/webhooks/smartico", 404)]
    [OnEachHost("HEAD", "api/webhooks/smartico", 404)]
    [OnEachHost("OPTIONS", "api/webhooks/smartico", 404)]
    [OnEachHost("GET", "api/webhooks/smartreach", 404)]
    [OnEachHost("GET", "", 200)]
    public async Task Only_the_contract_s_methods_and_paths_lead_to_a_function(
        HostKind host, string method, string path, int status)
    {
        Visitor visitor = await hosts.OnAsync(host);
        string? body = method is "POST" or "PUT" or "PATCH" ? Visitor.Send : null;

        Reply reply = await visitor.AskAsync(method, $"{path}?code={Keys.AnyFunction}", body);

        Assert.Equal(status, reply.Code);
    }

    [Theory]
    [OnEachHost("GET", "api/nothing", 404, null)]
    [OnEachHost("DELETE", "api/events", 405, "GET, HEAD")]
    [OnEachHost("GET", "api/contacts/erase", 405, "POST")]
    [OnEachHost("PUT", "api/deliveries/replay", 405, "GET, HEAD, POST")]
    [OnEachHost("HEAD", "api/dashboard/operator", 405, "GET, POST")]
    public async Task What_leads_nowhere_is_answered_as_problem_with_the_methods_that_there_are(
        HostKind host, string method, string path, int status, string? allowed)
    {
        Visitor visitor = await hosts.OnAsync(host);
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        using HttpResponseMessage answer = await visitor.App.Http.SendAsync(request);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(allowed, allowed is null ? null : string.Join(", ", answer.Content.Headers.Allow));
    }

    [Theory]
    [OnEachHost("api/health", null)]
    [OnEachHost("api/counts", Keys.AnyFunction)]
    [OnEachHost("api/dashboard/view", null)]
    public async Task Head_is_answered_as_get_without_the_body(HostKind host, string path, string? key)
    {
        Visitor visitor = await hosts.OnAsync(host);
        async Task<(HttpResponseMessage Answer, byte[] Body)> AskAsync(HttpMethod method)
        {
            using HttpRequestMessage request = new(method, path);
            if (key is not null)
                request.Headers.Add("x-functions-key", key);
            HttpResponseMessage answer = await visitor.App.Http.SendAsync(request);
            return (answer, await answer.Content.ReadAsByteArrayAsync());
        }

        (HttpResponseMessage got, byte[] body) = await AskAsync(HttpMethod.Get);
        (HttpResponseMessage head, byte[] none) = await AskAsync(HttpMethod.Head);
        using (got)
        using (head)
        {
            Assert.Equal(got.StatusCode, head.StatusCode);
            Assert.Equal(got.Content.Headers.ContentType, head.Content.Headers.ContentType);
            Assert.Equal(body.Length, head.Content.Headers.ContentLength);
            Assert.Empty(none);
        }
    }

    [Theory, OnEachHost]
    public async Task Compressed_answer_comes_through_as_it_was_made(HostKind host)
    {
        Visitor visitor = await hosts.OnAsync(host);
        for (int i = 0; i < 10; i++)
            await visitor.SettledAsync("smartico", await visitor.SmarticoAsync());
        using HttpRequestMessage request = new(HttpMethod.Get, "api/deliveries");
        request.Headers.Add("x-functions-key", Keys.AnyFunction);
        request.Headers.Add("Accept-Encoding", "gzip");

        using HttpResponseMessage answer = await visitor.App.Http.SendAsync(request);

        Assert.Equal("gzip", Assert.Single(answer.Content.Headers.ContentEncoding));
        Assert.Equal("Accept-Encoding", Assert.Single(answer.Headers.Vary));
        await using GZipStream inflated = new(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using JsonDocument json = await JsonDocument.ParseAsync(inflated);
        Assert.True(json.RootElement.GetProperty("deliveries").GetArrayLength() >= 10);
    }

    [Theory, OnEachHost]
    public async Task Part_of_a_path_reaches_the_function(HostKind host)
    {
        Visitor visitor = await hosts.OnAsync(host);
        string id = await visitor.SmarticoAsync();
        await visitor.SettledAsync("smartico", id);

        Reply trace = await visitor.AskAsync("GET", $"api/deliveries/{id}?code={Keys.AnyFunction}");

        Assert.Equal(200, trace.Code);
        Assert.Contains(id, trace.Body, StringComparison.Ordinal);
    }

    [Theory]
    [OnEachHost("{}", 202)]
    [OnEachHost("""{"input":""}""", 202)]
    [OnEachHost("nonsense", 400)]
    public async Task Timer_function_is_run_on_demand(HostKind host, string body, int status)
    {
        Visitor visitor = await hosts.OnAsync(host);

        Reply reply = await visitor.AskAsync("POST", $"admin/functions/RollUpDailyCounts?code={Keys.Master}", body);

        Assert.Equal((status, ""), (reply.Code, reply.Body));
    }

    [Theory, OnEachHost]
    public async Task Host_says_that_it_runs(HostKind host)
    {
        Visitor visitor = await hosts.OnAsync(host);

        Reply reply = await visitor.AskAsync("GET", $"admin/host/status?code={Keys.Master}");

        Assert.Contains("\"state\":\"Running\"", reply.Body, StringComparison.Ordinal);
    }
}
