using Webhooks.Infra.Tests.Running;

namespace Webhooks.Infra.Tests.Linting;

/// <summary>A test that needs shellcheck; without it, it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ShellcheckFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> IsThere = new(() =>
        Command.RunAsync("shellcheck", Environment.CurrentDirectory, ["--version"]).GetAwaiter().GetResult()
            .ExitCode == 0);

    public ShellcheckFactAttribute() =>
        Skip = IsThere.Value ? null : "shellcheck is not installed, so the shell scripts are not checked.";
}
