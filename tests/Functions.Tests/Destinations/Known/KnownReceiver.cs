using System.Net;
using System.Net.Sockets;

namespace Webhooks.Functions.Tests.Destinations.Known;

/// <summary>A receiver on this machine that checks requests as a product's documentation says that it does.</summary>
internal sealed class KnownReceiver : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    /// <summary>Begins to listen.</summary>
    /// <param name="check">Given a request and its body, the status that is answered.</param>
    public KnownReceiver(Func<HttpListenerRequest, byte[], int> check)
    {
        using (TcpListener free = new(IPAddress.Loopback, 0))
        {
            free.Start();
            Root = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
        }

        _listener.Prefixes.Add(Root.ToString());
        _listener.Start();
        _serving = ServeAsync(check);
    }

    public Uri Root { get; }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync(Func<HttpListenerRequest, byte[], int> check)
    {
        try
        {
            while (true)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                using MemoryStream body = new();
                await context.Request.InputStream.CopyToAsync(body);
                context.Response.StatusCode = check(context.Request, body.ToArray());
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The end.
        }
    }
}
