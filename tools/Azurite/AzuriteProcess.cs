using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Webhooks.Tools.Azurite;

/// <summary>A running Azurite, on loopback, that ends with this process at the latest.</summary>
public sealed class AzuriteProcess : IAsyncDisposable
{
    // The account and key that every Azurite has: https://learn.microsoft.com/azure/storage/common/storage-use-azurite
    private const string Account = "devstoreaccount1";
    private const string PublicDevelopmentKey =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly Process _process;

    private AzuriteProcess(Process process, int blobPort, int queuePort, int tablePort)
    {
        _process = process;
        (BlobPort, QueuePort, TablePort) = (blobPort, queuePort, tablePort);
    }

    /// <summary>Port of the blob service.</summary>
    public int BlobPort { get; }

    /// <summary>Port of the queue service.</summary>
    public int QueuePort { get; }

    /// <summary>Port of the table service.</summary>
    public int TablePort { get; }

    /// <summary>The process id.</summary>
    public int Id => _process.Id;

    /// <summary>The processor time it took so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>What a storage client connects with.</summary>
    public string ConnectionString => ConnectionStringFor(BlobPort, QueuePort, TablePort);

    /// <summary>A connection string for the emulator's account on these ports of loopback.</summary>
    /// <param name="blobPort">Port of the blob service.</param>
    /// <param name="queuePort">Port of the queue service.</param>
    /// <param name="tablePort">Port of the table service.</param>
    /// <param name="account">The account's name.</param>
    public static string ConnectionStringFor(int blobPort, int queuePort, int tablePort, string account = Account) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={PublicDevelopmentKey};"
            + $"BlobEndpoint=http://127.0.0.1:{blobPort}/{account};"
            + $"QueueEndpoint=http://127.0.0.1:{queuePort}/{account};"
            + $"TableEndpoint=http://127.0.0.1:{tablePort}/{account};");

    /// <summary>A connection string for the emulator's account on these ports of loopback.</summary>
    /// <param name="ports">The ports of the blob, queue and table services.</param>
    public static string ConnectionStringFor(IReadOnlyList<int> ports) =>
        ConnectionStringFor(ports[0], ports[1], ports[2]);

    /// <summary>Installs Azurite where needed, starts it and waits until it listens.</summary>
    /// <param name="options">How to run it.</param>
    /// <returns>The running emulator; dispose it to stop it.</returns>
    /// <exception cref="AzuriteException">It could not be installed or started.</exception>
    public static async Task<AzuriteProcess> StartAsync(
        AzuriteOptions options, CancellationToken cancellationToken = default)
    {
        string folder = await AzuriteInstallation.EnsureAsync(options.Report, cancellationToken);
        for (int attempt = 1; ; attempt++)
        {
            int[] ports = [Pick(options.BlobPort), Pick(options.QueuePort), Pick(options.TablePort)];
            Process process = Launch(folder, options, ports);
            string? failure = await WaitUntilListeningAsync(process, cancellationToken);
            if (failure is null)
                return new AzuriteProcess(process, ports[0], ports[1], ports[2]);

            process.Dispose();
            bool portLost = failure.Contains("EADDRINUSE", StringComparison.Ordinal);
            if (!portLost || options.TablePort != 0 || attempt == 5)
            {
                throw new AzuriteException(portLost
                    ? $"Azurite could not start: one of the ports {string.Join(", ", ports)} is taken; end what "
                    + $"listens there, or point WebhookStorage at another account."
                    : $"Azurite could not start: {failure}");
            }
        }
    }

    /// <summary>Ends it at once, as a crash would.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Stops it gracefully: its data is saved first.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            using CancellationTokenSource patience = new(TimeSpan.FromSeconds(10));
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Kill();
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    private static Process Launch(string folder, AzuriteOptions options, int[] ports)
    {
        ProcessStartInfo start = new("node")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "azurite.cjs"), folder, "--silent", "--disableTelemetry",
            "--skipApiVersionCheck",
            "--blobPort", Text(ports[0]), "--queuePort", Text(ports[1]), "--tablePort", Text(ports[2]),
            .. options.DataFolder is { } data ? (string[])["--location", data] : ["--inMemoryPersistence"],
        ];
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        // https://learn.microsoft.com/azure/storage/common/storage-use-azurite#custom-storage-accounts-and-keys
        if (options.Accounts.Count > 0)
        {
            start.Environment["AZURITE_ACCOUNTS"] =
                string.Join(';', options.Accounts.Select(account => $"{account}:{PublicDevelopmentKey}"));
        }

        return Process.Start(start)!;
    }

    private static async Task<string?> WaitUntilListeningAsync(Process process, CancellationToken cancellationToken)
    {
        TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ConcurrentQueue<string> errors = new();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("Table service is successfully listening", StringComparison.Ordinal) == true)
                ready.TrySetResult();
        };
        process.ErrorDataReceived += (_, line) => errors.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        Task exited = process.WaitForExitAsync(patience.Token);
        if (await Task.WhenAny(ready.Task, exited) == ready.Task)
            return null;

        cancellationToken.ThrowIfCancellationRequested();
        if (!process.HasExited)
        {
            process.Kill();
            return "it did not answer within 60 seconds.";
        }

        return string.Join(' ', errors).Trim();
    }

    private static int Pick(int port)
    {
        if (port != 0)
            return port;
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
