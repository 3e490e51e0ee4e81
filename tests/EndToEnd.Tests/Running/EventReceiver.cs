using System.Collections.Concurrent;
using System.Globalization;
using System.Net;

namespace Webhooks.EndToEnd.Tests.Running;

/// <summary>A receiver of events on this machine, which answers what a test says.</summary>
public sealed class EventReceiver : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    public EventReceiver()
    {
        Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}/events/");
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url { get; }

    /// <summary>The status that is answered.</summary>
    public int Status { get; set; } = 204;

    /// <summary>The requests that came: their headers and bodies.</summary>
    public ConcurrentQueue<(WebHeaderCollection Headers, string Body)> Requests { get; } = [];

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                using StreamReader body = new(context.Request.InputStream);
                string text = await body.ReadToEndAsync();
                Requests.Enqueue(((WebHeaderCollection)context.Request.Headers, text));
                context.Response.StatusCode = Status;
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The end.
        }
    }
}
