using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Webhooks.EndToEnd.Tests.Running;

namespace Webhooks.EndToEnd.Tests;

[Collection(nameof(RestartedApp))]
public sealed class AppLifeTests(RestartedApp fixture)
{
    [Fact]
    public async Task Two_instances_run_side_by_side_and_one_outlives_the_other_and_says_that_it_runs()
    {
        await using RunningApp one = await RunningApp.StartAsync(fixture.ConnectionString);
        RunningApp other = await fixture.RunAsync();

        one.Kill();

        using HttpResponseMessage answer = await other.Http.GetAsync("admin/host/status");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        JsonElement status = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("Running", status.GetProperty("state").GetString());
        Assert.True(one.HasExited);
    }
}
