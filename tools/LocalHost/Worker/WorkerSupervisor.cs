using System.Collections.Frozen;
using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Webhooks.Tools.LocalHost.Rpc;

namespace Webhooks.Tools.LocalHost.Worker;

/// <summary>Keeps one worker running: starts it, and another one when it ends.</summary>
/// <param name="options">What to run, and whether to wait for a debugger.</param>
/// <param name="timeout">How long a function may take; null for ever.</param>
internal sealed class WorkerSupervisor(
    RunOptions options, IConfiguration settings, TimeSpan? timeout, TimeProvider time, ILoggerFactory loggers)
    : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongLife = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(30);

    private readonly ILogger _log = loggers.CreateLogger("Host.Worker");
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource<WorkerChannel> _ready = NotReady();
    private Process? _process;
    private WorkerChannel? _channel;
    private string? _workerId;
    private Task _watching = Task.CompletedTask;

    /// <summary>The functions that the first worker announced.</summary>
    public IReadOnlyList<FunctionInfo> Functions { get; private set; } = [];

    /// <summary>Starts the first worker.</summary>
    /// <param name="server">Where it connects to.</param>
    /// <returns>Null when it is ready, or, if it has ended, its exit code.</returns>
    public async Task<int?> StartAsync(Uri server, CancellationToken cancellationToken)
    {
        Launch(server);
        if (!await TryLoadAsync(cancellationToken))
        {
            await EndAsync();
            return _process!.ExitCode;
        }

        _watching = Task.WhenAll(WatchAsync(server), TimeOutAsync());
        return null;
    }

    /// <summary>The channel for the worker that has this id; null where it is not the one that was started.</summary>
    public WorkerChannel? Connecting(string workerId) => workerId == _workerId ? _channel : null;

    /// <summary>The worker, as soon as there is one that takes calls.</summary>
    public ValueTask<WorkerChannel> ReadyAsync(CancellationToken cancellationToken)
    {
        Task<WorkerChannel> ready = _ready.Task;
        return ready.IsCompletedSuccessfully ? new(ready.Result) : new(ready.WaitAsync(cancellationToken));
    }

    /// <summary>Ends the worker: asks it to, and kills it where it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        await EndAsync();
        _process?.Dispose();
        _stop.Dispose();
    }

    private static TaskCompletionSource<WorkerChannel> NotReady() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Launch(Uri server)
    {
        _workerId = Guid.CreateVersion7(time.GetUtcNow()).ToString();
        _channel = new WorkerChannel(time, loggers);
        _process?.Dispose();
        _process = WorkerProcess.Start(options, server, _workerId);
        Log.WorkerStarted(_log, _process.Id);
    }

    // False if the worker ended instead.
    private async Task<bool> TryLoadAsync(CancellationToken cancellationToken)
    {
        WorkerChannel channel = _channel!;
        using CancellationTokenSource given = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        given.CancelAfter(StartsWithin);
        Task load = LoadAsync(channel, given.Token);
        if (await Task.WhenAny(load, _process!.WaitForExitAsync(given.Token)) != load)
        {
            cancellationToken.ThrowIfCancellationRequested();
            channel.Close();
            await load.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return false;
        }

        try
        {
            await load;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LocalHostException($"The worker was not ready within {StartsWithin.TotalSeconds} s.");
        }

        _ready.TrySetResult(channel);
        return true;
    }

    private async Task LoadAsync(WorkerChannel channel, CancellationToken cancellationToken)
    {
        string folder = Path.GetDirectoryName(options.App)!;
        await channel.Connected.WaitAsync(cancellationToken);
        WorkerInitRequest request =
            new() { HostVersion = "4.0.0.0", WorkerDirectory = folder, FunctionAppDirectory = folder };
        StreamingMessage init = await channel.AskAsync(new() { WorkerInitRequest = request }, cancellationToken);
        channel.Capabilities = init.WorkerInitResponse.Capabilities
            .Where(capability => capability.Value.Length > 0)
            .Select(capability => capability.Key)
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

        StreamingMessage found = await channel.AskAsync(
            new() { FunctionsMetadataRequest = new() { FunctionAppDirectory = folder } }, cancellationToken);
        RequireSuccess(found.FunctionMetadataResponse.Result, "The app's functions could not be listed");
        RpcFunctionMetadata[] functions = [.. found.FunctionMetadataResponse.FunctionMetadataResults];
        StreamingMessage[] loaded = await Task.WhenAll(functions
            .Select(function => new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function })
            .Select(load => channel.AskAsync(new() { FunctionLoadRequest = load }, cancellationToken)));
        foreach ((RpcFunctionMetadata function, StreamingMessage answer) in functions.Zip(loaded))
            RequireSuccess(answer.FunctionLoadResponse.Result, $"The function {function.Name} could not be loaded");
        if (Functions.Count == 0)
            Functions = [.. functions.Select(found => new FunctionInfo(found, IsDisabled(found.Name), loggers))];
    }

    private static void RequireSuccess(StatusResult? result, string failure)
    {
        if (result?.Status != StatusResult.Types.Status.Success)
            throw new LocalHostException($"{failure}: {result?.Exception?.Message}");
    }

    private bool IsDisabled(string function) =>
        settings[$"AzureWebJobs.{function}.Disabled"] is "1" or "true" or "True";

    private async Task WatchAsync(Uri server)
    {
        TimeSpan delay = TimeSpan.Zero;
        while (!_stop.IsCancellationRequested)
        {
            long started = time.GetTimestamp();
            try
            {
                await _process!.WaitForExitAsync(_stop.Token);
                if (_ready.Task.IsCompleted)
                    _ready = NotReady();
                _channel!.Close();
                delay = time.GetElapsedTime(started) > LongLife ? TimeSpan.Zero : delay;
                Log.WorkerEnded(_log, _process.ExitCode, delay.TotalSeconds);
                await Task.Delay(delay, time, _stop.Token);
                delay = TimeSpan.FromSeconds(Math.Clamp(delay.TotalSeconds * 2, 1, MaxDelay.TotalSeconds));
                Launch(server);
                if (await TryLoadAsync(_stop.Token))
                    Log.WorkerBack(_log);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (LocalHostException)
            {
                // It runs and does not work: the next one may.
                Kill();
            }
        }
    }

    // The real host ends a worker one of whose functions overran its time, since nothing else is sure to end that.
    private async Task TimeOutAsync()
    {
        if (timeout is not { } limit)
            return;
        using PeriodicTimer timer = new(TimeSpan.FromSeconds(1), time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                WorkerChannel channel = _channel!;
                foreach (Invocation late in channel.Invocations.Where(
                    call => Stopwatch.GetElapsedTime(call.Started) > limit).ToList())
                {
                    channel.Fail(late, new($"Timeout value of {limit} exceeded by function '{late.Function.Name}'."));
                    Kill();
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task EndAsync()
    {
        if (_process is null)
            return;
        _channel!.Send(new() { WorkerTerminate = new() { GracePeriod = Duration.FromTimeSpan(EndsWithin) } });
        using CancellationTokenSource patience = new(EndsWithin);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _channel.Close();
    }

    private void Kill()
    {
        if (!_process!.HasExited)
            _process.Kill();
    }
}
