using System.ComponentModel;
using System.Diagnostics;

namespace Webhooks.Tools.Deployment;

/// <summary>The Azure CLI, signed in as whoever deploys.</summary>
public static class AzureCli
{
    /// <summary>Runs <c>az</c>.</summary>
    /// <param name="arguments">What it is to do.</param>
    /// <returns>What it printed, which may be a secret.</returns>
    /// <exception cref="DeploymentException">It is not there, or failed.</exception>
    public static async Task<string> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        // On Windows az is a script, which only the shell finds.
        ProcessStartInfo start = new(
            OperatingSystem.IsWindows() ? "cmd" : "az",
            OperatingSystem.IsWindows() ? ["/c", "az", .. arguments] : arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process az = Process.Start(start)!;
            Task<string> errors = az.StandardError.ReadToEndAsync(cancellationToken);
            string output = await az.StandardOutput.ReadToEndAsync(cancellationToken);
            await az.WaitForExitAsync(cancellationToken);
            return az.ExitCode == 0
                ? output.Trim()
                : throw new DeploymentException(
                    $"az {string.Join(' ', arguments.Take(4))} failed: {(await errors).Trim().Split('\n')[0]}");
        }
        catch (Win32Exception)
        {
            throw new DeploymentException(
                "The Azure CLI is needed, signed in: https://learn.microsoft.com/cli/azure/install-azure-cli");
        }
    }
}
