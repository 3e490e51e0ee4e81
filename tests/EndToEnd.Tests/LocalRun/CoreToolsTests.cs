using Webhooks.EndToEnd.Tests.Running;

namespace Webhooks.EndToEnd.Tests.LocalRun;

/// <summary>With a <c>func</c> on PATH func runs the app, and is started again when it ends by itself.</summary>
public sealed class CoreToolsTests : IDisposable
{
    // Says where it was started and with what, answers the launcher's question, and ends.
    private const string Func = """
        #!/usr/bin/env node
        console.log('func ' + process.argv.slice(2).join(' ') + ' in ' + require('path').basename(process.cwd()));
        const port = process.argv[process.argv.indexOf('--port') + 1];
        const server = require('http').createServer((_, answer) => {
          answer.end('{}');
          setTimeout(() => process.exit(7), 500);
        });
        server.listen(port, 'localhost');
        """;

    private readonly TemporaryFolder _folder = new();

    [UnixFact]
    public async Task Host_that_ends_by_itself_is_started_again_three_times_a_minute()
    {
        string func = _folder.Write("func", Func);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(func, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        int port = FreePort.Next();

        string[] arguments = ["--port", $"{port}", "--verbose"];
        using LocalRunProcess run = LocalRunProcess.Start(arguments, new Dictionary<string, string?>
        {
            ["PATH"] = $"{_folder.Path}:{Environment.GetEnvironmentVariable("PATH")}",
            ["WebhookStorage"] = "DefaultEndpointsProtocol=https;AccountName=x",
            ["AzureWebJobsStorage"] = "DefaultEndpointsProtocol=https;AccountName=x",
        });

        Assert.Equal(7, await run.ExitCodeAsync());
        string folder = Path.GetFileName(Path.GetDirectoryName(BuiltApp.Path)!);
        Assert.Equal(4, run.Output.Lines.Count(line => line == $"func start --port {port} --verbose in {folder}"));
        Assert.Equal(3, run.Output.Lines.Count(line => line.Contains("is started again", StringComparison.Ordinal)));
    }

    public void Dispose() => _folder.Dispose();
}
