using System.Net;
using System.Net.Sockets;
using Azure.Storage.Queues;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Tools.Azurite;

namespace Webhooks.EndToEnd.Tests.LocalRun;

/// <summary>The command that starts everything also ends everything, and loses nothing.</summary>
public sealed class LocalRunTests : IDisposable
{
    private static readonly Dictionary<string, string?> Local = new()
    {
        ["WebhookStorage"] = "UseDevelopmentStorage=true",
        ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
    };

    private readonly TemporaryFolder _data = new();
    private readonly int[] _azurite = [FreePort.Next(), FreePort.Next(), FreePort.Next()];

    [UnixFact]
    public async Task Ctrl_c_ends_all_and_the_next_start_finds_what_was_stored_and_prints_lines_to_paste()
    {
        QueueClient queue = new(AzuriteProcess.ConnectionStringFor(_azurite), "kept");
        using (LocalRunProcess first = Start())
        {
            await first.SaysAsync("Ready.");
            await queue.CreateAsync();
            await queue.SendMessageAsync("still here");
            first.PressCtrlC();
            await AssertEndedWellAsync(first);
        }

        using LocalRunProcess second = Start();
        await second.SaysAsync("Ready.");
        Assert.Equal("still here", (await queue.PeekMessageAsync()).Value.MessageText);
        await second.SaysAsync("Ctrl-C ends");
        foreach (string vendor in (string[])["smartreach", "smartico"])
            Assert.Contains(second.Output.Lines, line => line.StartsWith("curl ", StringComparison.Ordinal)
                && line.Contains($"/api/webhooks/{vendor} ", StringComparison.Ordinal));
        second.Terminate();
        await AssertEndedWellAsync(second);
    }

    [UnixFact]
    public async Task Emulator_that_runs_already_is_used_and_left_running()
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync(
            new AzuriteOptions { BlobPort = _azurite[0], QueuePort = _azurite[1], TablePort = _azurite[2] });

        using LocalRunProcess run = Start();
        await run.SaysAsync("already listens");
        await run.SaysAsync("Ready.");
        run.PressCtrlC();
        await AssertEndedWellAsync(run);

        Assert.Empty(Directory.GetFileSystemEntries(_data.Path));
        Assert.All(_azurite, port => Assert.True(Tools.LocalRun.Ports.IsTaken(port)));
    }

    [UnixFact]
    public async Task Storage_in_the_environment_wins_and_no_emulator_is_started()
    {
        string other = await TestAccount.NewAsync();

        using LocalRunProcess run = Start(new Dictionary<string, string?>
        {
            ["WebhookStorage"] = other,
            ["AzureWebJobsStorage"] = other,
        });
        await run.SaysAsync("Ready.");

        Assert.All(_azurite, port => Assert.False(Tools.LocalRun.Ports.IsTaken(port)));
        run.Terminate();
        await AssertEndedWellAsync(run);
    }

    [UnixFact]
    public async Task App_that_ends_by_itself_takes_storage_with_it_and_gives_its_exit_code()
    {
        using LocalRunProcess run = Start(new Dictionary<string, string?>(Local) { ["MaxBodyBytes"] = "many" });

        Assert.Equal(1, await run.ExitCodeAsync());
        Assert.True(run.Output.Contains("MaxBodyBytes"), run.Output.ToString());
        Assert.False(run.IsAnythingLeft());
    }

    [UnixFact]
    public async Task Launcher_is_named_to_who_wants_its_port_and_killed_with_sigkill_leaves_nothing()
    {
        // Core Tools outlive whoever started them, so they must not be found.
        IEnumerable<string> folders = Environment.GetEnvironmentVariable("PATH")!.Split(':')
            .Where(folder => !File.Exists(Path.Combine(folder, "func")));
        int port = FreePort.Next();
        using LocalRunProcess first =
            Start(new Dictionary<string, string?>(Local) { ["PATH"] = string.Join(':', folders) }, port);
        await first.SaysAsync("Ready.");

        using (LocalRunProcess second = LocalRunProcess.Start(["--port", $"{port}"], Local))
            await second.RefusesAsync(
                $"Port {port} is taken by this service, which runs already as process {first.Group}");

        first.Kill();
        await Eventually.TrueAsync("host, worker and storage have ended", () =>
            !first.IsAnythingLeft(), TimeSpan.FromSeconds(10), first.Output.ToString);

        // It left its note behind.
        using TcpListener other = new(IPAddress.Loopback, port);
        other.Start();
        using LocalRunProcess third = LocalRunProcess.Start(["--port", $"{port}"], Local);
        await third.RefusesAsync($"Port {port} is taken by another program");
    }

    public void Dispose() => _data.Dispose();

    private static async Task AssertEndedWellAsync(LocalRunProcess run)
    {
        Assert.Equal(0, await run.ExitCodeAsync());
        Assert.False(run.IsAnythingLeft(), run.Output.ToString());
    }

    private LocalRunProcess Start(Dictionary<string, string?>? environment = null, int? port = null) =>
        LocalRunProcess.Start(
            [
                "--port", $"{port ?? FreePort.Next()}", "--azurite-ports", string.Join(',', _azurite),
                "--azurite-data", _data.Path,
            ],
            environment ?? Local);
}
