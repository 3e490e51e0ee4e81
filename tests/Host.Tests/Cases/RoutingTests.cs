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
