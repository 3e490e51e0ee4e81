using System.ComponentModel;
using System.Diagnostics;

namespace Webhooks.Tools.Azurite;

/// <summary>
/// Azurite at the version of package-lock.json, installed with npm into <c>.local/azurite</c> at the top of the
/// repository the first time it is needed. Several processes may ask at once: one installs, the others wait.
/// </summary>
public static class AzuriteInstallation
{
    private const string Advice =
        "Azurite, the storage emulator, needs Node.js 20 or later with npm: install it from https://nodejs.org and "
        + "try again";
    private const string Marker = "installed.lock.json";

    /// <summary>Installs Azurite where it is missing or of another version.</summary>
    /// <param name="report">Told a line when an installation starts, since it takes about half a minute.</param>
    /// <returns>The folder that holds <c>node_modules</c>.</returns>
    /// <exception cref="AzuriteException">Node is missing or too old, or npm failed.</exception>
    public static async Task<string> EnsureAsync(
        Action<string>? report = null, CancellationToken cancellationToken = default)
    {
        string folder = Path.Combine(Repository.LocalFolder, "azurite");
        string wanted =
            await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "package-lock.json"), cancellationToken);
        await RequireNodeAsync(cancellationToken);
        if (await IsInstalledAsync(folder, wanted, cancellationToken))
            return folder;

        Directory.CreateDirectory(folder);
        await using FileStream turn =
            await TakeTurnAsync(Path.Combine(Repository.LocalFolder, "azurite.install"), cancellationToken);
        if (await IsInstalledAsync(folder, wanted, cancellationToken))
            return folder;

        report?.Invoke("Installing Azurite, the storage emulator (once, about half a minute) ...");
        foreach (string file in (string[])["package.json", "package-lock.json"])
            File.Copy(Path.Combine(AppContext.BaseDirectory, file), Path.Combine(folder, file), overwrite: true);
        (int exitCode, string output) =
            await RunAsync("npm", "ci --no-audit --no-fund --loglevel=error", folder, cancellationToken);
        if (exitCode != 0)
        {
            throw new AzuriteException(
                $"npm could not install Azurite (exit code {exitCode}); check the network and npm's registry "
                    + $"setting, then try again. npm said: {Tail(output)}");
        }

        await File.WriteAllTextAsync(Path.Combine(folder, Marker), wanted, cancellationToken);
        return folder;
    }

    private static async Task RequireNodeAsync(CancellationToken cancellationToken)
    {
        (_, string version) = await RunAsync("node", "--version", Environment.CurrentDirectory, cancellationToken);
        string major = version.Trim().TrimStart('v').Split('.')[0];
        if (!int.TryParse(major, out int number) || number < 20)
            throw new AzuriteException($"{Advice} (found {version.Trim()}).");
    }

    private static async Task<bool> IsInstalledAsync(string folder, string wanted, CancellationToken cancellationToken)
    {
        string marker = Path.Combine(folder, Marker);
        return File.Exists(marker) && await File.ReadAllTextAsync(marker, cancellationToken) == wanted;
    }

    private static async Task<FileStream> TakeTurnAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(
                    path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                await Task.Delay(200, cancellationToken);
            }
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(
        string command, string arguments, string folder, CancellationToken cancellationToken)
    {
        // On Windows npm is a script, which only the shell finds.
        (string file, string args) = OperatingSystem.IsWindows() && command == "npm"
            ? ("cmd", $"/c npm {arguments}")
            : (command, arguments);
        using Process process = Start(new ProcessStartInfo(file, args)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        process.StandardInput.Close();
        try
        {
            Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
            string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, output + await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(ProcessStartInfo command)
    {
        try
        {
            return Process.Start(command)!;
        }
        catch (Win32Exception e)
        {
            throw new AzuriteException($"{Advice} ({command.FileName} was not found).", e);
        }
    }

    private static string Tail(string output) =>
        string.Join(" | ", output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .TakeLast(3));
}
