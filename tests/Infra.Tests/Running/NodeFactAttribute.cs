namespace Webhooks.Infra.Tests.Running;

/// <summary>A test that needs Node.js; without it, it is skipped and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> HasNode = new(() =>
        Command.RunAsync("node", Environment.CurrentDirectory, ["--version"]).GetAwaiter().GetResult().ExitCode == 0);

    public NodeFactAttribute()
    {
        if (!HasNode.Value)
            Skip = "Node.js is not installed, so nothing is linted.";
    }
}
