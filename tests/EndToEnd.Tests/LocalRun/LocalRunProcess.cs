using System.Diagnostics;
using System.Globalization;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Tools.Azurite;

namespace Webhooks.EndToEnd.Tests.LocalRun;

/// <summary>The launcher in a process group of its own, as a terminal starts it.</summary>
public sealed class LocalRunProcess : IDisposable
{
    private const string GroupPrefix = "process group ";

    // The first one of a clean checkout waits for Azurite's installation.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _shell;
    private readonly HashSet<int> _family = [];
    private int? _group;

    private LocalRunProcess(Process shell)
    {
        _shell = shell;
        Output = OutputRing.Of(shell);
    }

    public OutputRing Output { get; }

    /// <summary>Starts the launcher.</summary>
    /// <param name="arguments">Its arguments, besides the app.</param>
    /// <param name="environment">Variables of its environment; null removes one.</param>
    /// <param name="app">The app, if not the real one.</param>
    public static LocalRunProcess Start(
        IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? app = null) =>
        Start(
            [
                BuiltApp.Dotnet, Path.Combine(AppContext.BaseDirectory, "LocalRun.dll"),
                "--app", app ?? BuiltApp.Path, "--local-host", BuiltApp.LocalHost, .. arguments,
            ],
            environment,
            Environment.CurrentDirectory);

    /// <summary>Starts it as a person does who types a command at the top of the checkout.</summary>
    public static LocalRunProcess StartByCommand(string command) =>
        Start(command.Split(' '), environment: null, Repository.Root);

    private static LocalRunProcess Start(
        string[] command, IReadOnlyDictionary<string, string?>? environment, string folder)
    {
        // Job control gives the launcher, and all that it starts, a process group, whose number is the launcher's id.
        // The shell's own remarks on its jobs are not the launcher's output.
        const string Script = $"set -m; \"$@\" & echo \"{GroupPrefix}$!\"; exec 2>/dev/null; wait $!";
        ProcessStartInfo start = new(
            "/bin/bash", ["-c", Script, "bash", .. command])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string? value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        return new LocalRunProcess(Process.Start(start)!);
    }

    /// <summary>Waits until it says a text.</summary>
    public async Task SaysAsync(string text)
    {
        await Eventually.TrueAsync(
            $"the launcher says '{text}'", () => Output.Contains(text), Patience, Output.ToString);
        _group ??= Group; // the first line, which more of them push out
    }

    /// <summary>Waits until it has ended.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitCodeAsync()
    {
        await Eventually.TrueAsync("the launcher ends", () => _shell.HasExited, Patience, Output.ToString);
        _shell.WaitForExit();
        return _shell.ExitCode;
    }

    /// <summary>Waits until it has ended since something stands in its way, which it says in one sentence.</summary>
    public async Task RefusesAsync(string sentence)
    {
        Assert.Equal(1, await ExitCodeAsync());
        string said = Assert.Single(Output.Lines, line => !line.StartsWith(GroupPrefix, StringComparison.Ordinal));
        Assert.Contains(sentence, said, StringComparison.Ordinal);
        Assert.False(IsAnythingLeft());
    }

    /// <summary>What Ctrl-C does: SIGINT to every process of the group.</summary>
    public void PressCtrlC() => End("INT", $"-{Group}");

    /// <summary>What <c>kill</c> and a system that shuts down do: SIGTERM to the launcher.</summary>
    public void Terminate() => End("TERM", $"{Group}");

    /// <summary>What <c>kill -9</c> does, to the launcher alone.</summary>
    public void Kill() => End("KILL", $"{Group}");

    /// <summary>
    /// Whether the launcher lives, or anything that it was seen to have started, in whatever group that is by now.
    /// </summary>
    public bool IsAnythingLeft() => Signal("0", $"-{Group}") == 0 || _family.Any(ProcessTree.IsAlive);

    public void Dispose()
    {
        if ((_group is not null || Output.Contains(GroupPrefix)) && IsAnythingLeft())
        {
            Signal("KILL", $"-{Group}");
            foreach (int id in _family.Where(ProcessTree.IsAlive))
                Signal("KILL", $"{id}");
        }

        _shell.Dispose();
    }

    /// <summary>The launcher's process, which is its group, too.</summary>
    public int Group => _group ?? int.Parse(
        Output.Lines.First(line => line.StartsWith(GroupPrefix, StringComparison.Ordinal))[GroupPrefix.Length..],
        CultureInfo.InvariantCulture);

    private void End(string signal, string target)
    {
        _family.UnionWith(ProcessTree.Below(Group).Select(process => process.Id));
        Signal(signal, target);
    }

    private static int Signal(string signal, string target)
    {
        using Process kill = Process.Start(
            new ProcessStartInfo("/bin/bash", ["-c", $"kill -{signal} -- {target}"]) { RedirectStandardError = true })!;
        kill.WaitForExit();
        return kill.ExitCode;
    }
}
