using Microsoft.Extensions.Logging;

namespace Webhooks.Tools.LocalHost;

/// <summary>What the host says, line by line: names, ids, numbers, never a query, a body or a connection.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1, Message = "{Line}")]
    public static partial void WorkerSays(ILogger logger, LogLevel level, string line);

    [LoggerMessage(2, LogLevel.Debug, "Worker process {Id} started.")]
    public static partial void WorkerStarted(ILogger logger, int id);

    [LoggerMessage(3, LogLevel.Error, "The worker ended with exit code {ExitCode}; another is started in {Seconds} s.")]
    public static partial void WorkerEnded(ILogger logger, int exitCode, double seconds);

    [LoggerMessage(4, LogLevel.Information, "Another worker runs.")]
    public static partial void WorkerBack(ILogger logger);

    [LoggerMessage(5, LogLevel.Information, "Executed '{Function}' (Succeeded, Id={Id}, Duration={Milliseconds} ms)")]
    public static partial void Succeeded(ILogger logger, string function, string id, long milliseconds);

    [LoggerMessage(6, LogLevel.Error, "Executed '{Function}' (Failed, Id={Id}) {Reason}")]
    public static partial void Failed(ILogger logger, string function, string id, string reason);

    [LoggerMessage(7, LogLevel.Error, "'{Function}' was called by hand and failed: {Reason}")]
    public static partial void ManualRunFailed(ILogger logger, string function, string reason);

    [LoggerMessage(8, LogLevel.Error, "Queues and timers could not be started; again in {Seconds} s. {Reason}")]
    public static partial void TriggersNotStarted(ILogger logger, double seconds, string reason);

    [LoggerMessage(9, LogLevel.Warning, "The lease of a message of '{Queue}' could not be renewed: {Reason}")]
    public static partial void LeaseNotRenewed(ILogger logger, string queue, string reason);

    [LoggerMessage(10, LogLevel.Information, "'{Function}' was not called, since its request broke off: {Reason}")]
    public static partial void Broken(ILogger logger, string function, string reason);
}
