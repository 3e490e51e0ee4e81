using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.StandIns.Tests.Host;

[Collection(QueueStorageTestGroup.Name)]
public sealed class AdminTests(QueueStorage storage)
{
    private readonly Deliveries _deliveries = new();
    private readonly TimerFunctionTests.Runs _runs = new();

    [Fact]
    public async Task The_status_says_running()
    {
        await using RunningHost host = await StartAsync();
        using JsonDocument status = JsonDocument.Parse(await host.Client.GetStringAsync(new Uri("/admin/host/status", UriKind.Relative)));
        Assert.Equal("Running", status.RootElement.GetProperty("state").GetString());
        Assert.NotEmpty(status.RootElement.GetProperty("version").GetString()!);
        using HttpResponseMessage ping = await host.Client.PostAsync(new Uri("/admin/host/ping", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.OK, ping.StatusCode);
    }

    [Fact]
    public async Task The_functions_are_listed()
    {
        await using RunningHost host = await StartAsync();
        using JsonDocument list = JsonDocument.Parse(await host.Client.GetStringAsync(new Uri("/admin/functions", UriKind.Relative)));
        Assert.Equal(["Hello", "RollUp", "TakeBytes"], list.RootElement.EnumerateArray().Select(function => function.GetProperty("name").GetString()));
        Assert.EndsWith("/api/hello", list.RootElement[0].GetProperty("invoke_url_template").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timer_runs_at_once_when_asked_to()
    {
        await using RunningHost host = await StartAsync();
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(host, "RollUp", "{}"));
        await Eventually.TrueAsync(() => _runs.Infos.Count == 1, "a run");
    }

    [Fact]
    public async Task A_queue_function_runs_with_the_input_as_its_message()
    {
        await using RunningHost host = await StartAsync();
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(host, "takebytes", """{"input":"by hand"}"""));
        await Eventually.TrueAsync(() => _deliveries.Received.Count == 1, "a run");
        Assert.Equal("by hand", Encoding.UTF8.GetString((byte[])_deliveries.Received.Single()));
    }

    [Theory]
    [InlineData("Unknown", "{}", HttpStatusCode.NotFound)]
    [InlineData("RollUp", "", HttpStatusCode.BadRequest)]
    [InlineData("RollUp", "[]", HttpStatusCode.BadRequest)]
    [InlineData("Hello", "{}", HttpStatusCode.BadRequest)]
    public async Task A_run_that_cannot_be_is_refused(string function, string body, HttpStatusCode expected)
    {
        await using RunningHost host = await StartAsync();
        Assert.Equal(expected, await PostAsync(host, function, body));
    }

    private static async Task<HttpStatusCode> PostAsync(RunningHost host, string function, string body)
    {
        using StringContent content = new(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await host.Client.PostAsync(new Uri($"/admin/functions/{function}", UriKind.Relative), content);
        return response.StatusCode;
    }

    private Task<RunningHost> StartAsync() => RunningHost.StartAsync(
        [typeof(Deliveries.Bytes), typeof(TimerFunctionTests.Every5Minutes), typeof(Hello)],
        settings: new(storage.Settings) { ["QueueName"] = QueueStorage.NewName(), ["RollupSchedule"] = "0 0 0 1 1 *" },
        configure: builder => builder.Services.AddSingleton(_deliveries).AddSingleton(_runs));

    internal static class Hello
    {
        [Function("Hello")]
        public static IResult Answer([HttpTrigger(AuthorizationLevel.Function, "get", Route = "hello")] HttpRequest request) => Results.Text(request.Method);
    }
}
