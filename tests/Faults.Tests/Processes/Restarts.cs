namespace Webhooks.Faults.Tests.Processes;

/// <summary>
/// Starts an app again that ended by itself, as the platform does and the launcher: the host ends where its queue is
/// away for about 23 s.
/// </summary>
internal sealed class Restarts : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;

    public Restarts(RunningService service) => _watching = WatchAsync(service);

    /// <summary>Starts no more; throws where one could not be started.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private async Task WatchAsync(RunningService service)
    {
        using PeriodicTimer timer = new(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                for (int i = 0; i < service.Apps.Count; i++)
                {
                    if (!service.Apps[i].HasExited)
                        continue;
                    await service.Apps[i].DisposeAsync();
                    service.Apps[i] = await service.StartAppAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Enough.
        }
    }
}
