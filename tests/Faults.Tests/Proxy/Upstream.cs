using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Webhooks.Faults.Tests.Proxy;

/// <summary>
/// A connection to Azurite, made anew where it has been idle, since Azurite ends those after some seconds.
/// </summary>
internal sealed class Upstream(int port) : IAsyncDisposable
{
    private static readonly TimeSpan MaxIdle = TimeSpan.FromSeconds(1);

    private NetworkStream? _stream;
    private HttpFrameReader? _answers;
    private long _lastUsed;

    /// <summary>Sends a request, and takes the whole answer.</summary>
    public async Task<HttpFrame> SendAsync(HttpFrame request, CancellationToken cancellationToken)
    {
        if (_stream is null || Stopwatch.GetElapsedTime(_lastUsed) > MaxIdle)
            await ConnectAsync(cancellationToken);
        await _stream!.WriteAsync(request.Head, cancellationToken);
        await _stream.WriteAsync(request.Body, cancellationToken);
        HttpFrame answer;
        do
        {
            answer = await _answers!.ReadAsync(cancellationToken) ?? throw new IOException("Azurite gave no answer.");
        }
        while (answer.IsInterim);
        _lastUsed = Stopwatch.GetTimestamp();
        if (answer.Header("Connection")?.Equals("close", StringComparison.OrdinalIgnoreCase) == true)
            await DisposeAsync();
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        if (_stream is not null)
            await _stream.DisposeAsync();
        _stream = null;
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await DisposeAsync();
        // Ends by a reset: thousands of connections that linger would use up the ports.
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay =
            true,
            LingerState = new LingerOption(true, 0)
        };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        _stream = new NetworkStream(socket, ownsSocket: true);
        _answers = new HttpFrameReader(_stream);
    }
}
