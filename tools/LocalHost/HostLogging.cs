using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Webhooks.Tools.LocalHost;

/// <summary>One line of the console for each entry, as much of it as host.json says.</summary>
internal static class HostLogging
{
    /// <summary>Creates the loggers.</summary>
    /// <param name="configuration">host.json and the environment.</param>
    public static ILoggerFactory Create(IConfiguration configuration) => LoggerFactory.Create(logging => logging
        // What host.json says comes last, so it wins.
        .AddFilter("Microsoft", LogLevel.Warning)
        // Why a server could not start is said in one line at the end.
        .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
        .AddFilter("Grpc", LogLevel.Warning)
        .AddFilter("Azure", LogLevel.Warning)
        // A queue that is not there yet is asked for again and again, and each answer would be a warning.
        .AddFilter("Azure.Core", LogLevel.Error)
        // Each failure is said by its function already, and connection problems by the listener.
        .AddFilter("Host.Results", LogLevel.None)
        .AddFilter("Host.Aggregator", LogLevel.None)
        .AddConfiguration(configuration.GetSection($"{HostConfiguration.Section}:logging"))
        .AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
            console.UseUtcTimestamp = true;
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        }));
}
