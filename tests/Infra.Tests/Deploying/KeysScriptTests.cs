using Webhooks.Infra.Tests.Reading;
using Webhooks.Infra.Tests.Running;

namespace Webhooks.Infra.Tests.Deploying;

/// <summary>infra/keys.sh and infra/keys.ps1, run against an <c>az</c> that keeps keys in files.</summary>
public sealed class KeysScriptTests : IDisposable
{
    // Answers `functionapp function keys list|set …`: the first list of each function fails, as before it is indexed.
    private const string Az = """
        #!/bin/sh
        verb=$4
        while [ $# -gt 0 ]; do
          case $1 in
            --function-name) function=$2 ;;
            --key-name|--query) name=$2 ;;
          esac
          shift
        done
        case $verb in
          list)
            if [ ! -f "$STATE/$function.seen" ]; then : > "$STATE/$function.seen"; echo "not found" >&2; exit 1; fi
            cat "$STATE/$function.$name" 2>/dev/null || true ;;
          set) echo "made-for-$function" > "$STATE/$function.$name" ;;
          *) exit 2 ;;
        esac
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("keys-").FullName;

    [UnixFact]
    public Task Url_is_printed_when_the_key_is_new_and_not_again() => PrintsOnceAsync(RunShAsync);

    [PowerShellFact]
    public Task Url_is_printed_by_PowerShell_when_the_key_is_new_and_not_again() =>
        PrintsOnceAsync(PowerShell.RunAsync);

    [UnixFact]
    public Task No_key_is_printed_into_a_log() => PrintsNoneAsync(RunShAsync);

    [PowerShellFact]
    public Task No_key_is_printed_by_PowerShell_into_a_log() => PrintsNoneAsync(PowerShell.RunAsync);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task PrintsOnceAsync(Shell shell)
    {
        string first = await RunAsync(shell, ci: null);
        string second = await RunAsync(shell, ci: null);

        Assert.Contains(
            "https://app.example/api/webhooks/smartreach?code=made-for-SmartReachWebhook",
            first,
            StringComparison.Ordinal);
        Assert.Contains(
            "https://app.example/api/webhooks/smartico?code=made-for-SmarticoWebhook", first, StringComparison.Ordinal);
        Assert.DoesNotContain("made-for-", second, StringComparison.Ordinal);
        Assert.Contains("smartico: has its key already", second, StringComparison.Ordinal);
    }

    private async Task PrintsNoneAsync(Shell shell)
    {
        string output = await RunAsync(shell, ci: "true");

        Assert.DoesNotContain("made-for-", output, StringComparison.Ordinal);
        Assert.Contains("smartreach: has a key now", output, StringComparison.Ordinal);
    }

    private static Task<(int ExitCode, string Output)> RunShAsync(
        string script, IReadOnlyDictionary<string, string?> environment) =>
        Command.RunAsync("sh", RepositoryFile.Path("."), [script], environment);

    private async Task<string> RunAsync(Shell shell, string? ci)
    {
        string az = Path.Combine(_folder, "az");
        await File.WriteAllTextAsync(az, Az);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(az, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Dictionary<string, string?> environment = new()
        {
            ["PATH"] = $"{_folder}:{Environment.GetEnvironmentVariable("PATH")}",
            ["STATE"] = _folder,
            ["CI"] = ci,
            ["KEYS_WAIT_SECONDS"] = "0",
            ["AZURE_RESOURCE_GROUP"] = "rg-webhooks",
            ["FUNCTION_APP_NAME"] = "func-webhooks",
            ["FUNCTION_APP_URL"] = "https://app.example",
        };
        (int exitCode, string output) = await shell(
            RepositoryFile.Path(shell.Method.Name == nameof(RunShAsync) ? "infra/keys.sh" : "infra/keys.ps1"),
            environment);
        Assert.True(exitCode == 0, output);
        return output;
    }

    private delegate Task<(int ExitCode, string Output)> Shell(
        string script, IReadOnlyDictionary<string, string?> environment);
}
