using System.Net;
using Webhooks.Host.Tests.Hosting;

namespace Webhooks.Host.Tests.Cases;

/// <summary>Which keys open which function, and what is answered without one.</summary>
[Collection(Hosts.Shared)]
public sealed class KeyTests(Hosts hosts)
{
    private const string Path = "api/webhooks/smartico";

    [Theory]
    [OnEachHost("", null, 401)]
    [OnEachHost("?code=wrong", null, 401)]
    [OnEachHost("?code=" + Keys.Smartico, null, 200)]
    [OnEachHost("?CODE=" + Keys.Smartico, null, 200)]
    [OnEachHost("?code=" + Keys.AnyFunction, null, 200)]
    [OnEachHost("?code=" + Keys.Master, null, 200)]
    [OnEachHost("?code=" + Keys.SmartReach, null, 401)]
    [OnEachHost("?code=SMARTICO-KEY-0123456789", null, 200)] // the host compares keys without case
    [OnEachHost("?code=", null, 401)]
    [OnEachHost("", Keys.Smartico, 200)]
    [OnEachHost("", "wrong", 401)]
    [OnEachHost("?code=" + Keys.Smartico, "wrong", 401)]
    [OnEachHost("?code=wrong", Keys.Smartico, 200)]
    [OnEachHost("?code=" + Keys.Smartico + "&code=" + Keys.Smartico, null, 200)]
    [OnEachHost("?code=" + Keys.Smartico + "&code=SUMMER2026", null, 200)]
    [OnEachHost("?code=SUMMER2026&code=" + Keys.Smartico, null, 401)]
    public async Task Key_opens_its_function_and_no_other(HostKind host, string query, string? header, int status)
    {
        Visitor visitor = await hosts.OnAsync(host);

        Reply reply = await visitor.AskAsync(
            "POST", Path + query, Visitor.Send, header is null ? [] : [("x-functions-key", header)]);

        Assert.Equal(status, reply.Code);
        if (status == 401)
            Assert.Equal("", reply.Body);
    }

    [Theory]
    [OnEachHost("admin/host/status", null, 401)]
    [OnEachHost("admin/host/status", Keys.AnyFunction, 403)]
    [OnEachHost("admin/host/status", Keys.Master, 200)]
    [OnEachHost("admin/host/ping", null, 200)]
    [OnEachHost("admin/functions", Keys.Smartico, 401)]
    [OnEachHost("admin/functions", Keys.Master, 200)]
    [OnEachHost("admin/functions/RollUpDailyCounts", null, 401)]
    [OnEachHost("admin/functions/RollUpDailyCounts", Keys.Master, 200)]
    [OnEachHost("admin/functions/Nobody", Keys.Master, 404)]
    public async Task Admin_calls_need_the_master_key(HostKind host, string path, string? key, int status)
    {
        Visitor visitor = await hosts.OnAsync(host);

        Reply reply = await visitor.AskAsync("GET", key is null ? path : $"{path}?code={key}");

        Assert.Equal(status, reply.Code);
    }

    [Theory]
    [OnEachHost("api/events?vendor=smartico", null, 401)]
    [OnEachHost("api/events?vendor=smartico", Keys.Smartico, 401)]
    [OnEachHost("api/events?vendor=smartico", Keys.AnyFunction, 200)]
    [OnEachHost("api/health", null, 200)]
    public async Task Reads_have_keys_of_their_own_and_health_has_none(
        HostKind host, string path, string? key, int status)
    {
        Visitor visitor = await hosts.OnAsync(host);

        Reply reply = await visitor.AskAsync("GET", path, null, key is null ? [] : [("x-functions-key", key)]);

        Assert.Equal((HttpStatusCode)status, reply.Status);
    }

    [Theory, OnEachHost]
    public async Task Key_is_in_no_row_and_in_no_log(HostKind host)
    {
        Visitor visitor = await hosts.OnAsync(host);
        string body = Visitor.Send.Replace("view/1", $"view/1?code={Keys.Smartico}", StringComparison.Ordinal);

        string id = await visitor.SmarticoAsync(body);

        string row = string.Join('\n', (await visitor.SettledAsync("smartico", id)).Select(column => column.Value));
        Assert.Contains("?code=REDACTED", row, StringComparison.Ordinal);
        Assert.DoesNotContain(
            Keys.Smartico, row + string.Join('\n', visitor.App.Output.Since(0)), StringComparison.Ordinal);
    }
}
