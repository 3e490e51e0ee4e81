using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Webhooks.StandIns.Tests.Host;

[Collection(QueueStorageTestGroup.Name)]
public sealed class StartAndStopTests(QueueStorage storage)
{
    [Fact]
    public async Task The_functions_are_shown_with_their_addresses()
    {
        await using RunningHost host = await RunningHost.StartAsync(
            [typeof(AdminTests.Hello), typeof(TimerFunctionTests.Every5Minutes)],
            settings: new() { ["RollupSchedule"] = "0 0 0 1 1 *" },
            configure: builder => builder.Services.AddSingleton(new TimerFunctionTests.Runs()));
        string shown = host.Output.ToString();
        Assert.Contains("Functions:", shown, StringComparison.Ordinal);
        Assert.Contains($"\tHello: [GET] {host.Address}/api/hello", shown, StringComparison.Ordinal);
        Assert.Contains("\tRollUp: timerTrigger", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_named_in_one_sentence()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using RunningHost host = await RunningHost.StartAsync([typeof(AdminTests.Hello)], args: ["--port", port.ToString(CultureInfo.InvariantCulture)]);
        Assert.Equal($"Port {port} is taken by another program: end it, or choose another with --port N.", host.Error.ToString().Trim());
        Assert.Equal(1, Environment.ExitCode);
        Assert.True(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
    }

    [Theory]
    [InlineData("""{ "extensions": { "queues": { "batchSize": 33 } } }""", "host.json: extensions.queues.batchSize is \"33\", but must be a whole number, from 1 to 32.")]
    [InlineData("""{ "extensions": { "queues": { "maxPollingInterval": "00:00:00.01" } } }""", "extensions.queues.maxPollingInterval")]
    [InlineData("""{ "extensions": { "queues": { "messageEncoding": "hex" } } }""", "must be base64 or none.")]
    [InlineData("""{ "extensions": """, "host.json is not valid JSON")]
    [InlineData("{ /* fine */ }", "")]
    public async Task A_wrong_host_json_is_explained_in_one_sentence(string hostJson, string expected)
    {
        await using RunningHost host = await RunningHost.StartAsync([typeof(AdminTests.Hello)], hostJson);
        string shown = host.Error.ToString().Trim();
        Assert.Contains(expected, shown, StringComparison.Ordinal);
        Assert.Equal(expected.Length == 0 ? "" : shown, shown.Split('\n')[0]);
    }

    [Fact]
    public async Task A_missing_setting_is_named()
    {
        await using RunningHost host = await RunningHost.StartAsync([typeof(Deliveries.Bytes)]);
        Assert.Equal("Function TakeBytes needs the setting QueueName: set it in local.settings.json or in the environment.", host.Error.ToString().Trim());
    }

    [Fact]
    public async Task A_broken_connection_string_is_named_but_not_shown()
    {
        await using RunningHost host = await RunningHost.StartAsync(
            [typeof(Deliveries.Bytes)], settings: new() { ["QueueName"] = "q", ["WebhookStorage"] = "AccountName=a;AccountKey=secret!" });
        Assert.Equal("The setting WebhookStorage is not a valid connection of a storage account.", host.Error.ToString().Trim());
    }

    [Fact]
    public async Task Local_settings_and_log_levels_of_host_json_reach_the_app()
    {
        await using RunningHost host = await RunningHost.StartAsync(
            [typeof(AdminTests.Hello)],
            new { logging = new { logLevel = new Dictionary<string, string> { ["default"] = "Error", ["Webhooks"] = "Debug" } } },
            files: new() { ["local.settings.json"] = """{ "Values": { "A__B": "from file" } /* note */ }""" },
            configure: builder => Assert.Equal("from file", builder.Configuration["A:B"]));
        ILoggerFactory loggers = host.Services.GetRequiredService<ILoggerFactory>();
        Assert.False(loggers.CreateLogger("Other").IsEnabled(LogLevel.Warning));
        Assert.True(loggers.CreateLogger("Webhooks.Storage").IsEnabled(LogLevel.Debug));
    }

    [Fact]
    public async Task A_request_under_way_is_answered_when_the_host_stops()
    {
        Held held = new();
        await using RunningHost host = await RunningHost.StartAsync([typeof(HeldFunctions)], configure: builder => builder.Services.AddSingleton(held));
        Task<HttpResponseMessage> answer = host.Client.GetAsync(new Uri("/api/held", UriKind.Relative));
        await held.Begun.Task;
        Task stopped = host.StopAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                using TcpClient client = new();
                return await Record.ExceptionAsync(() => client.ConnectAsync(host.Client.BaseAddress!.Host, host.Client.BaseAddress.Port)) is SocketException;
            },
            "no new connections");
        held.Done.SetResult();
        using HttpResponseMessage response = await answer;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await stopped;
    }

    [Fact]
    public async Task A_function_that_does_not_end_in_time_is_cancelled_and_its_message_released()
    {
        Deliveries deliveries = new() { OnReceived = (_, cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken) };
        string name = QueueStorage.NewName();
        QueueClient queue = await storage.CreateQueueAsync(name);
        await queue.SendMessageAsync("long");
        RunningHost host = await RunningHost.StartAsync(
            [typeof(Deliveries.Bytes)],
            settings: new(storage.Settings) { ["QueueName"] = name },
            configure: builder => builder.Services.AddSingleton(deliveries),
            change: settings => settings with { Grace = TimeSpan.FromMilliseconds(300) });
        await using (host)
        {
            await Eventually.TrueAsync(() => deliveries.Received.Count == 1, "a message");
        }

        Assert.Equal("long", (await queue.ReceiveMessageAsync()).Value.Body.ToString());
    }

    internal sealed class Held
    {
        public TaskCompletionSource Begun { get; } = new();

        public TaskCompletionSource Done { get; } = new();
    }

    internal sealed class HeldFunctions(Held held)
    {
        [Function("Held")]
        public async Task<IResult> AnswerAsync([HttpTrigger("get", Route = "held")] HttpRequest request)
        {
            held.Begun.SetResult();
            await held.Done.Task;
            return Results.Text(request.Method);
        }
    }
}
