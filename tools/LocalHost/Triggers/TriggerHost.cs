using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.Timers;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Azure.WebJobs.Host.Executors;
using Microsoft.Azure.WebJobs.Host.Queues;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Webhooks.Tools.LocalHost.Worker;

namespace Webhooks.Tools.LocalHost.Triggers;

/// <summary>The WebJobs SDK's queue listeners and timers, with host.json's settings, calling the worker.</summary>
internal sealed class TriggerHost
{
    private static readonly TimeSpan DrainsWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly Func<IHost> _build;
    private readonly ILogger _log;
    private IHost? _host;

    /// <summary>Prepares it.</summary>
    /// <param name="configuration">host.json and the settings.</param>
    /// <param name="supervisor">Has the worker and its functions.</param>
    public TriggerHost(
        RunOptions options, IConfiguration configuration, WorkerSupervisor supervisor, TimeProvider time,
        ILoggerFactory loggers)
    {
        _log = loggers.CreateLogger("Host.Triggers");
        TriggerTypes types = new(supervisor.Functions);
        _build = () => new HostBuilder()
            .ConfigureAppConfiguration(target => target.AddConfiguration(configuration))
            .ConfigureWebJobs(webJobs => webJobs.AddAzureStorageQueues().AddTimers())
            .ConfigureServices(services =>
            {
                FileSystemScheduleMonitor schedules = new(TimerState.Folder(options, configuration));
                services.AddSingleton(loggers).AddSingleton(supervisor).AddSingleton<ITypeLocator>(types)
                    .AddSingleton<ScheduleMonitor>(schedules);
                // Its type is the SDK's secret, so that the one to wrap can only be asked for.
                AzureComponentFactory clients = services.BuildServiceProvider()
                    .GetRequiredService<AzureComponentFactory>();
                MessageLease lease = new(clients, options.MessageLease, time);
                services.AddSingleton<AzureComponentFactory>(lease).AddSingleton<IQueueProcessorFactory>(lease)
                    .AddSingleton<IHostLifetime, OwnLifetime>();
            })
            .Build();
    }

    /// <summary>Starts the listeners, and tries again for as long as storage is away.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            _host = _build();
            try
            {
                await _host.StartAsync(cancellationToken);
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.TriggersNotStarted(_log, RetryAfter.TotalSeconds, (e.InnerException ?? e).Message);
                _host.Dispose();
                _host = null;
                await Task.Delay(RetryAfter, cancellationToken);
            }
        }
    }

    /// <summary>Calls a queue or timer function by hand.</summary>
    /// <param name="input">The message's text; a timer needs none.</param>
    /// <returns>When it has ended; a failure is thrown.</returns>
    public async Task CallAsync(FunctionInfo function, string? input)
    {
        if (_host is { } host)
        {
            await host.Services.GetRequiredService<IJobHost>()
                .CallAsync(function.Name, new Dictionary<string, object?> { [function.TriggerName] = input ?? "" });
        }
    }

    /// <summary>Stops listening and waits for the functions that run.</summary>
    public async Task StopAsync()
    {
        if (_host is null)
            return;
        // StopAsync alone would take the services away from functions that still run.
        IFunctionActivityStatusProvider activity = _host.Services.GetRequiredService<IFunctionActivityStatusProvider>();
        using CancellationTokenSource patience = new(DrainsWithin);
        try
        {
            IDrainModeManager drain = _host.Services.GetRequiredService<IDrainModeManager>();
            await drain.EnableDrainModeAsync(patience.Token).WaitAsync(patience.Token);
            while (activity.GetStatus() is { OutstandingInvocations: > 0 })
                await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
            await _host.StopAsync(patience.Token).WaitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // What still runs is given up: its messages come back.
        }

        // Not disposed: the process ends, and what is at work until then needs its services.
    }
}
