using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Faults.Tests.Scenario;

namespace Webhooks.Faults.Tests.Processes;

/// <summary>
/// Both vendors, sending on and on: good webhooks and broken ones, out of order, some twice though they were taken in,
/// all again that were not.
/// </summary>
/// <param name="apps">The instances; each webhook goes to one of them.</param>
/// <param name="seed">Makes the same webhooks again.</param>
internal sealed class VendorLoad(Func<IReadOnlyList<RunningApp>> apps, int seed)
{
    private const int Senders = 6;

    // A second has enough of them for a fault to strike some, and leaves the processor to who stores them.
    private const int MaxPauseMilliseconds = 100;

    private readonly ConcurrentBag<Acknowledged> _acknowledged = [];
    private readonly ConcurrentBag<(HttpStatusCode Status, TimeSpan Took, bool RetryAfter)> _refusals = [];
    private volatile bool _isEnough;
    private Task _sending = Task.CompletedTask;

    /// <summary>What was answered 200 so far.</summary>
    public IReadOnlyCollection<Acknowledged> Acknowledged => _acknowledged;

    /// <summary>What was answered otherwise.</summary>
    public IReadOnlyCollection<(HttpStatusCode Status, TimeSpan Took, bool RetryAfter)> Refusals => _refusals;

    public void Start() => _sending = Task.WhenAll(
        Enumerable.Range(0, Senders).Select(sender => Task.Run(() => SendAsync(new Random(seed + sender), sender))));

    public async Task StopAsync()
    {
        _isEnough = true;
        await _sending;
    }

    /// <summary>Waits until a number more were acknowledged.</summary>
    public Task MoreAsync(int count)
    {
        int wanted = _acknowledged.Count + count;
        return Eventually.TrueAsync(
            $"{count} more webhooks are acknowledged", () => _acknowledged.Count >= wanted, TimeSpan.FromMinutes(2));
    }

    private async Task SendAsync(Random random, int sender)
    {
        for (int i = 0; !_isEnough; i++)
        {
            (string vendor, byte[] body) = Next(random, $"{sender}-{i}");
            while (!_isEnough && !await TrySendAsync(random, vendor, body))
                await Task.Delay(50);
            if (random.Next(10) == 0)
                await TrySendAsync(random, vendor, body);
            await Task.Delay(random.Next(MaxPauseMilliseconds));
        }
    }

    private static (string Vendor, byte[] Body) Next(Random random, string user)
    {
        DateTimeOffset time = SampleBodies.Day.AddDays(random.Next(3)).AddMilliseconds(random.Next(24 * 3_600_000));
        return random.Next(20) switch
        {
            0 => ("smartreach", "{ this is broken"u8.ToArray()),
            1 => ("smartico", SampleBodies.Large(user, time, random.Next(80_000, 1_000_000))),
            < 10 => ("smartreach", SampleBodies.Opened(random.Next(1_000_000_000), time, time.AddHours(1))),
            _ => ("smartico", SampleBodies.Sent(user, time)),
        };
    }

    private async Task<bool> TrySendAsync(Random random, string vendor, byte[] body)
    {
        IReadOnlyList<RunningApp> running = apps();
        if (running.Count == 0)
            return false;
        long start = Stopwatch.GetTimestamp();
        try
        {
            using HttpResponseMessage answer = await running[random.Next(running.Count)].Http.PostAsync(
                $"api/webhooks/{vendor}",
                new ByteArrayContent(body) { Headers = { { "Content-Type", "application/json" } } });
            if (answer.StatusCode == HttpStatusCode.OK)
                _acknowledged.Add(new Acknowledged(await Answer.IdAsync(answer), vendor, body));
            else
                _refusals.Add(
                    (answer.StatusCode, Stopwatch.GetElapsedTime(start), answer.Headers.RetryAfter is not null));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (OperationCanceledException e) when (e.InnerException is TimeoutException)
        {
            _refusals.Add((HttpStatusCode.RequestTimeout, Stopwatch.GetElapsedTime(start), false));
            return false;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException
            or ObjectDisposedException or InvalidOperationException)
        {
            return false; // killed in the middle: not acknowledged
        }
    }
}
