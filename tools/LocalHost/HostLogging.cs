using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Webhooks.Tools.LocalHost;

/// <summary>One line of the console for each entry, as much of it as host.json says.</summary>
internal sealed class HostLogging : IDisposable
{
    private readonly ServiceProvider _services;

    /// <summary>Creates the loggers.</summary>
    /// <param name="configuration">host.json and the environment.</param>
    public HostLogging(IConfiguration configuration) =>
        _services = new ServiceCollection().AddLogging(logging => logging
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
        })).BuildServiceProvider();

    /// <summary>Creates loggers for as long as the process lives.</summary>
    public ILoggerFactory Loggers => _services.GetRequiredService<ILoggerFactory>();

    /// <summary>
    /// Writes out what waits. The factory itself is left alone: a function that was given up on may still ask it for a
    /// logger, and the SDK ends the process with an error if that fails.
    /// </summary>
    public void Dispose()
    {
        foreach (ILoggerProvider provider in _services.GetServices<ILoggerProvider>())
            provider.Dispose();
    }
}
