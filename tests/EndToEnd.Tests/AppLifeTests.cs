using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Webhooks.EndToEnd.Tests.Running;

namespace Webhooks.EndToEnd.Tests;

public sealed class AppLifeTests(AccountFixture account) : IClassFixture<AccountFixture>
{
    [Fact]
    public async Task Host_says_that_it_is_running()
    {
        await using RunningApp app = await RunningApp.StartAsync(account.ConnectionString);

        JsonElement status = await app.Http.GetFromJsonAsync<JsonElement>("admin/host/status");

        Assert.Equal("Running", status.GetProperty("state").GetString());
    }

    [UnixFact]
    public async Task Sigterm_ends_it_with_exit_code_0()
    {
        await using RunningApp app = await RunningApp.StartAsync(account.ConnectionString);

        Assert.Equal(0, await app.StopAsync());
        Assert.False(Tools.LocalRun.Ports.IsTaken(app.Http.BaseAddress!.Port));
    }

    [Fact]
    public async Task Two_instances_run_side_by_side_and_one_outlives_the_other()
    {
        await using RunningApp one = await RunningApp.StartAsync(account.ConnectionString);
        await using RunningApp other = await RunningApp.StartAsync(account.ConnectionString);

        one.Kill();

        using HttpResponseMessage answer = await other.Http.GetAsync("admin/host/status");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(one.HasExited);
    }
}
