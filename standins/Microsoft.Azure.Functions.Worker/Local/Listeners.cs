using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker.Local.Admin;
using Microsoft.Azure.Functions.Worker.Local.Queues;
using Microsoft.Azure.Functions.Worker.Local.Timers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>All listeners of the app; each runs for itself, so that one in trouble stops no other.</summary>
internal sealed class Listeners(
    IReadOnlyList<FunctionEntry> functions,
    HostJson hostJson,
    LocalHostSettings settings,
    IConfiguration configuration,
    FunctionRunner runner,
    ManualRuns manualRuns,
    ILoggerFactory loggers) : IDisposable
{
    // How long functions have, once their token is signalled, before they are left to themselves.
    private static readonly TimeSpan LastMoments = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _ending = new();
    private List<IListener> _listeners = [];
    private Task _running = Task.CompletedTask;

    /// <summary>Reads what the attributes say; fails where a setting is missing or wrong.</summary>
    public void Prepare() =>
        _listeners = [manualRuns, .. functions.Where(function => function.Trigger is not HttpTriggerAttribute).Select(Create)];

    public void Start() => _running = Task.WhenAll(_listeners.Select(listener => Task.Run(() => listener.RunAsync(_stopping.Token, _ending.Token))));

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        try
        {
            await _running.WaitAsync(settings.Grace);
        }
        catch (TimeoutException)
        {
            await _ending.CancelAsync();
            await Task.WhenAny(_running, Task.Delay(LastMoments));
        }
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _ending.Dispose();
    }

    private IListener Create(FunctionEntry function) => function.Trigger switch
    {
        QueueTriggerAttribute trigger => CreateQueueListener(function, trigger),
        TimerTriggerAttribute trigger => CreateTimerListener(function, trigger),
        _ => throw new InvalidOperationException(function.TriggerType),
    };

    private QueueListener CreateQueueListener(FunctionEntry function, QueueTriggerAttribute trigger)
    {
        ILogger logger = loggers.CreateLogger($"Function.{function.Name}");
        string name = SettingNames.Resolve(configuration, function.Name, trigger.QueueName);
        QueueServiceClient service = QueueConnection.Open(configuration, function.Name, trigger.Connection);
        QueueClient queue = service.GetQueueClient(name);
        MessageProcessor processor = new(
            function, queue, PoisonQueue.Of(service, name), hostJson.Queues, runner, settings.Lease, settings.Time, logger);
        return new QueueListener(queue, processor, hostJson.Queues, settings.Lease, settings.Time, logger);
    }

    private TimerListener CreateTimerListener(FunctionEntry function, TimerTriggerAttribute trigger)
    {
        TimerSchedule schedule = TimerSchedule.Parse(function.Name, SettingNames.Resolve(configuration, function.Name, trigger.Schedule));
        return new TimerListener(
            function, schedule, ScheduleMonitor.From(configuration), runner, settings.Time, loggers.CreateLogger($"Function.{function.Name}"));
    }
}
