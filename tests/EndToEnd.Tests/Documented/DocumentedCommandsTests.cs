using System.Text.Json;
using Webhooks.EndToEnd.Tests.LocalRun;
using Webhooks.EndToEnd.Tests.Running;

namespace Webhooks.EndToEnd.Tests.Documented;

/// <summary>
/// What README.md and docs/api.md tell a newcomer to paste, run word for word but for the port, in the order in which
/// a newcomer comes to it.
/// </summary>
public sealed class DocumentedCommandsTests : IDisposable
{
    private const string Start = "dotnet run --project src/Functions";
    private const string Root = "http://localhost:7071";

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort.Next();

    [UnixFact]
    public async Task Newcomer_pastes_what_is_written_and_sees_a_webhook_counted_each_time()
    {
        Assert.Contains(
            Document.Blocks("README.md", ""), block => block.StartsWith(Start + '\n', StringComparison.Ordinal));
        using LocalRunProcess run = LocalRunProcess.StartByCommand(
            $"{Start} --no-build --configuration {BuiltApp.Configuration} -- --port {_port} "
            + $"--azurite-data {_folder.Path} --azurite-ports {FreePort.Next()},{FreePort.Next()},{FreePort.Next()}");
        await run.SaysAsync("Ctrl-C ends");

        string shell = Assert.Single(Document.Blocks("README.md", "sh"));
        Assert.Contains("200 OK", await PasteAsync(shell), StringComparison.Ordinal);
        await CountedAsync("smartico", 1, shell);

        string powerShell = Assert.Single(Document.Blocks("README.md", "powershell"));
        Assert.Contains(
            "deliveryId", await PasteAsync(powerShell, ScriptLanguage.PowerShell), StringComparison.Ordinal);
        await CountedAsync("smartico", 2, shell);

        string printed = run.Output.Lines.Last(line => line.Contains("webhooks/smartreach", StringComparison.Ordinal));
        Assert.Contains("200 OK", await PasteAsync(printed), StringComparison.Ordinal);
        await CountedAsync("smartreach", 1, shell);

        foreach (string block in Document.Blocks("docs/api.md", "sh"))
            await PasteAsync(block.Replace("2026-03-01", $"{DateTime.UtcNow:yyyy-MM-dd}", StringComparison.Ordinal));
        string events = await File.ReadAllTextAsync(Path.Combine(_folder.Path, "events.ndjson"));
        Assert.Single(events.Split('\n', StringSplitOptions.RemoveEmptyEntries));

        run.PressCtrlC();
        Assert.Equal(0, await run.ExitCodeAsync());
    }

    public void Dispose() => _folder.Dispose();

    private Task<string> PasteAsync(string text, ScriptLanguage language = ScriptLanguage.Shell) => Document.RunAsync(
        text.Replace(Root, $"http://localhost:{_port}", StringComparison.Ordinal), language, _folder.Path);

    // Where the wait that is written was too short for a busy machine, whoever waits counts once more.
    private async Task CountedAsync(string vendor, int count, string block)
    {
        string roll = block.Split('\n').Last(line => line.StartsWith("curl ", StringComparison.Ordinal));
        using HttpClient http = new();
        await Eventually.GetAsync(
            $"{count} of {vendor} are counted",
            async () =>
            {
                using JsonDocument answer = JsonDocument.Parse(
                    await http.GetStringAsync($"http://localhost:{_port}/api/counts?vendor={vendor}"));
                int total = answer.RootElement.GetProperty("total").GetInt32();
                if (total < count)
                    await PasteAsync(roll);
                return total;
            },
            total => total == count);
    }
}
