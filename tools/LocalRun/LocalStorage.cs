using System.Globalization;
using Webhooks.Tools.Azurite;

namespace Webhooks.Tools.LocalRun;

/// <summary>
/// The storage emulator that <c>UseDevelopmentStorage=true</c> means: the one that runs, or one of our own.
/// </summary>
public sealed class LocalStorage : IAsyncDisposable
{
    private readonly AzuriteProcess? _azurite;

    private LocalStorage(AzuriteProcess? azurite) => _azurite = azurite;

    /// <summary>Whether a connection setting asks for the emulator.</summary>
    /// <param name="connection">The setting's value.</param>
    /// <returns>True for <c>UseDevelopmentStorage=true</c>.</returns>
    public static bool IsAskedFor(string? connection) =>
        string.Equals(
            connection?.Trim().TrimEnd(';'), "UseDevelopmentStorage=true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Starts Azurite unless a storage emulator listens on its ports already.</summary>
    /// <param name="ports">The ports of the blob, queue and table services.</param>
    /// <param name="dataFolder">Where the data is kept.</param>
    /// <returns>The storage; dispose it to end what was started.</returns>
    /// <exception cref="LocalRunException">Something else has one of the ports.</exception>
    /// <exception cref="AzuriteException">Azurite could not be installed or started.</exception>
    public static async Task<LocalStorage> EnsureAsync(
        IReadOnlyList<int> ports, string dataFolder, CancellationToken cancellationToken)
    {
        int[] taken = [.. ports.Where(Ports.IsTaken)];
        foreach (int port in taken)
        {
            if (!await IsEmulatorAsync(port, cancellationToken))
            {
                throw new LocalRunException(
                    $"Port {port}, which the storage emulator needs, is taken by another program: end that program, "
                        + $"or choose other ports with -- --azurite-ports 11000,11001,11002.");
            }
        }

        if (taken.Length == ports.Count)
        {
            Console.WriteLine($"Storage: the emulator that already listens on ports {List(ports)}.");
            return new LocalStorage(null);
        }

        if (taken.Length > 0)
        {
            throw new LocalRunException(
                $"A storage emulator listens on port {List(taken)} but not on all of {List(ports)}: start it with "
                    + $"its blob, queue and table services, or end it and try again.");
        }

        Directory.CreateDirectory(dataFolder);
        AzuriteProcess azurite = await AzuriteProcess.StartAsync(
            new AzuriteOptions
            {
                BlobPort = ports[0],
                QueuePort = ports[1],
                TablePort = ports[2],
                DataFolder = dataFolder,
                Report = Console.WriteLine,
            },
            cancellationToken);
        Console.WriteLine($"Storage: Azurite on ports {List(ports)}, data in {dataFolder}");
        return new LocalStorage(azurite);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_azurite is not null)
            await _azurite.DisposeAsync();
    }

    private static async Task<bool> IsEmulatorAsync(int port, CancellationToken cancellationToken)
    {
        using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(3) };
        try
        {
            using HttpResponseMessage answer =
                await http.GetAsync(new Uri($"http://127.0.0.1:{port}/devstoreaccount1"), cancellationToken);
            return answer.Headers.Contains("x-ms-request-id")
                || (answer.Headers.TryGetValues("Server", out IEnumerable<string>? server)
                    && server.Any(name => name.StartsWith("Azurite", StringComparison.Ordinal)));
        }
        catch (Exception e)
            when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static string List(IEnumerable<int> ports) =>
        string.Join(", ", ports.Select(port => port.ToString(CultureInfo.InvariantCulture)));
}
