using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Faults.Tests.Processes;
using Webhooks.Faults.Tests.Scenario;

namespace Webhooks.Faults.Tests.Soak;

/// <summary>
/// Both vendors' webhooks of now: most of them good, some broken, repeated, late or large. One that is not acknowledged
/// is sent again until it is, to either instance.
/// </summary>
/// <param name="apps">The instances.</param>
internal sealed class SteadyLoad(IReadOnlyList<RunningApp> apps) : IDisposable
{
    // Below what a host takes at once (host.json), so that nobody is answered 429.
    private const int MaxUnderWay = 128;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentQueue<Acknowledged> _acknowledged = [];
    private readonly SemaphoreSlim _room = new(MaxUnderWay);
    private int _next;
    private int _refused;
    private int _cut;

    public IReadOnlyCollection<Acknowledged> Acknowledged => _acknowledged;

    /// <summary>How many requests were answered something else.</summary>
    public int Refused => _refused;

    /// <summary>How many requests were not answered.</summary>
    public int Cut => _cut;

    public void Dispose() => _room.Dispose();

    /// <summary>Sends as many as are taken, and waits for the last.</summary>
    public Task SendAsync(TimeSpan length) => SendAsync(length, double.PositiveInfinity);

    /// <summary>Sends so many a second, and waits for the last.</summary>
    public async Task SendAsync(TimeSpan length, double rate)
    {
        long start = Stopwatch.GetTimestamp();
        for (long sent = 0; Stopwatch.GetElapsedTime(start) is { } elapsed && elapsed < length;)
        {
            if (sent < elapsed.TotalSeconds * rate)
            {
                await _room.WaitAsync();
                _ = SendNextAsync(Interlocked.Increment(ref _next));
                sent++;
            }
            else
            {
                await Task.Delay(Tick);
            }
        }

        for (int i = 0; i < MaxUnderWay; i++)
            await _room.WaitAsync();
        _room.Release(MaxUnderWay);
    }

    private async Task SendNextAsync(int number)
    {
        await Task.Yield();
        try
        {
            (string vendor, byte[] body) = Webhook(number);
            for (int copy = number % 25 == 0 ? 2 : 1; copy > 0; copy--)
            {
                while (!await TrySendAsync(vendor, body))
                    await Task.Delay(Pause);
            }
        }
        finally
        {
            _room.Release();
        }
    }

    private static (string Vendor, byte[] Body) Webhook(int number)
    {
        DateTimeOffset late = DateTimeOffset.UtcNow.AddSeconds(-(number * 7919L % 120));
        if (number % 2000 == 0)
            return ("smartico", SampleBodies.Large($"large{number}", late, 150_000));
        if (number % 100 == 0)
            return ("smartreach", "{ this is broken"u8.ToArray());
        return number % 2 == 0
            ? ("smartreach", SampleBodies.Opened(number, late, late.AddSeconds(1)))
            : ("smartico", SampleBodies.Sent($"user{number}", late));
    }

    private async Task<bool> TrySendAsync(string vendor, byte[] body)
    {
        try
        {
            using ByteArrayContent content = new(body) { Headers = { { "Content-Type", "application/json" } } };
            using HttpResponseMessage answer = await apps[Random.Shared.Next(apps.Count)].Http.PostAsync(
                $"api/webhooks/{vendor}", content);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                _acknowledged.Enqueue(new Acknowledged(await Answer.IdAsync(answer), vendor, body));
                return true;
            }

            Interlocked.Increment(ref _refused);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException
            or ObjectDisposedException or InvalidOperationException)
        {
            Interlocked.Increment(ref _cut); // its instance is dead, or was killed in the middle
        }

        return false;
    }
}
