using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>Runs a function that has no request: in a scope of its own, within functionTimeout, its failure logged.</summary>
internal sealed partial class FunctionRunner(
    IServiceScopeFactory scopes, HostJson hostJson, TimeProvider time, ILogger<FunctionRunner> logger)
{
    /// <returns>Whether it succeeded.</returns>
    public async Task<bool> RunAsync(
        FunctionEntry function, object triggerValue, Func<IReadOnlyDictionary<string, object?>>? metadata, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(hostJson.FunctionTimeout ?? Timeout.InfiniteTimeSpan, time);
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        LocalFunctionContext context = new(function, scope.ServiceProvider, time, ending.Token) { TriggerMetadata = metadata };
        Log.Started(logger, function.Name);
        long start = time.GetTimestamp();
        try
        {
            await function.InvokeAsync(context, triggerValue);
            Log.Succeeded(logger, function.Name, time.GetElapsedTime(start));
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Log.Cancelled(logger, function.Name);
            return false;
        }
        catch (Exception e) when (timeout.IsCancellationRequested)
        {
            Log.TimedOut(logger, e, function.Name, hostJson.FunctionTimeout);
            return false;
        }
#pragma warning disable CA1031 // The function is the app's: whatever it throws is its failure, not the host's.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.Failed(logger, e, function.Name, time.GetElapsedTime(start));
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Executing '{Function}'")]
        public static partial void Started(ILogger logger, string function);

        [LoggerMessage(2, LogLevel.Debug, "Executed '{Function}' (Succeeded, {Elapsed})")]
        public static partial void Succeeded(ILogger logger, string function, TimeSpan elapsed);

        [LoggerMessage(3, LogLevel.Information, "'{Function}' was ended because the host stops.")]
        public static partial void Cancelled(ILogger logger, string function);

        [LoggerMessage(4, LogLevel.Error, "'{Function}' exceeded functionTimeout ({Timeout}).")]
        public static partial void TimedOut(ILogger logger, Exception exception, string function, TimeSpan? timeout);

        [LoggerMessage(5, LogLevel.Error, "Executed '{Function}' (Failed, {Elapsed})")]
        public static partial void Failed(ILogger logger, Exception exception, string function, TimeSpan elapsed);
    }
}
