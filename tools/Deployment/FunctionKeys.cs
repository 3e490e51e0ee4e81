using System.Collections.Concurrent;

namespace Webhooks.Tools.Deployment;

/// <summary>Reads the keys of the deployed app's functions. They are sent to the app and never printed.</summary>
/// <param name="az">Runs the Azure CLI.</param>
/// <param name="group">The app's resource group.</param>
/// <param name="app">Its name.</param>
public sealed class FunctionKeys(
    Func<IReadOnlyList<string>, CancellationToken, Task<string>> az, string group, string app)
{
    private readonly ConcurrentDictionary<string, string> _known = new();

    /// <summary>Any key of a function. The Azure CLI takes seconds, so it is asked once.</summary>
    /// <param name="function">Its name.</param>
    /// <exception cref="DeploymentException">It has none, or it may not be read.</exception>
    public async Task<string> ReadAsync(string function, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(function, out string? known))
            return known;

        string keys = await az(
            [
                "functionapp", "function", "keys", "list", "--resource-group", group, "--name", app,
                "--function-name", function, "--query", "values(@)[0]", "--output", "tsv", "--only-show-errors",
            ],
            cancellationToken);
        return keys.Length > 0
            ? _known[function] = keys
            : throw new DeploymentException($"{function} has no key yet: run azd hooks run postdeploy");
    }
}
