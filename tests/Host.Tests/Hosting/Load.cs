using System.Collections.Concurrent;
using System.Net;
using Webhooks.EndToEnd.Tests.Running;

namespace Webhooks.Host.Tests.Hosting;

/// <summary>Vendors that send without pause, each a webhook at a time, until they are told to stop.</summary>
internal sealed class Load : IAsyncDisposable
{
    private static int _sent; // by all, so that no two send the same

    private readonly HostedApp _app;
    private readonly CancellationTokenSource _stop = new();
    private Task[] _senders = [];
    private int _unanswered;

    private Load(HostedApp app) => _app = app;

    /// <summary>The ids of what was answered 200.</summary>
    public ConcurrentQueue<string> Acknowledged { get; } = [];

    /// <summary>Every answer but 200: its status, and whether it says when to try again.</summary>
    public ConcurrentQueue<(int Status, bool RetryAfter)> Others { get; } = [];

    public static Load Start(HostedApp app, int senders)
    {
        Load load = new(app);
        load._senders = [.. Enumerable.Range(0, senders).Select(_ => Task.Run(load.SendAsync))];
        return load;
    }

    /// <summary>Waits until so many are acknowledged.</summary>
    public Task AcknowledgedAsync(int count) => Eventually.TrueAsync(
        $"{count} webhooks are acknowledged",
        () => Acknowledged.Count >= count,
        within: TimeSpan.FromSeconds(60),
        context: () => $"{this}{Environment.NewLine}{_app.Output}");

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_senders);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    public override string ToString() =>
        $"{Acknowledged.Count} acknowledged, {string.Join(' ', Others.CountBy(status => status))} refused, "
            + $"{_unanswered} unanswered";

    private async Task SendAsync()
    {
        Visitor visitor = new(_app, "");
        while (!_stop.IsCancellationRequested)
        {
            int number = Interlocked.Increment(ref _sent);
            try
            {
                Reply reply = await visitor.AskAsync(
                    "POST", $"api/webhooks/smartico?code={Keys.Smartico}", Visitor.Send.Replace(
                        "123123", $"{number}", StringComparison.Ordinal));
                if (reply.Status == HttpStatusCode.OK)
                    Acknowledged.Enqueue(reply.DeliveryId());
                else
                    Others.Enqueue((reply.Code, reply.RetryAfter is not null));
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
            {
                Interlocked.Increment(ref _unanswered);
                await Task.Delay(20); // there may be no app at all just now
            }
        }
    }
}
