using Microsoft.Extensions.Logging;

namespace Webhooks.Tools.LocalHost;

/// <summary>What the host says, line by line: names, ids, numbers, never a query, a body or a connection.</summary>
internal static partial class Log
{
    [LoggerMessage(Message = "{Line}")]
    public static partial void WorkerSays(ILogger logger, LogLevel level, string line);

    [LoggerMessage(LogLevel.Debug, "Worker process {Id} started.")]
    public static partial void WorkerStarted(ILogger logger, int id);

    [LoggerMessage(LogLevel.Error, "The worker ended with exit code {ExitCode}; another is started in {Seconds} s.")]
    public static partial void WorkerEnded(ILogger logger, int exitCode, double seconds);

    [LoggerMessage(LogLevel.Information, "Another worker runs.")]
    public static partial void WorkerBack(ILogger logger);

    [LoggerMessage(LogLevel.Information, "Executed '{Function}' (Succeeded, Id={Id}, Duration={Milliseconds} ms)")]
    public static partial void Succeeded(ILogger logger, string function, string id, long milliseconds);

    [LoggerMessage(LogLevel.Error, "Executed '{Function}' (Failed, Id={Id}) {Reason}")]
    public static partial void Failed(ILogger logger, string function, string id, string reason);

    [LoggerMessage(LogLevel.Error, "'{Function}' was called by hand and failed: {Reason}")]
    public static partial void ManualRunFailed(ILogger logger, string function, string reason);

    [LoggerMessage(LogLevel.Error, "The queues and timers could not be started, and are tried again in {Seconds} s: {Reason}")]
    public static partial void TriggersNotStarted(ILogger logger, double seconds, string reason);

    [LoggerMessage(LogLevel.Warning, "The lease of a message of '{Queue}' could not be renewed: {Reason}")]
    public static partial void LeaseNotRenewed(ILogger logger, string queue, string reason);
}
