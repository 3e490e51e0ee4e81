using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Webhooks.Functions.Tests.Destinations;

/// <summary>A receiver by bytes: it reads a request, and answers whatever a test says, however wrong.</summary>
internal sealed class LyingReceiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;
    private readonly bool _reads;

    /// <summary>Begins to listen.</summary>
    /// <param name="answer">Given the connection once the request is read; who returns closes it.</param>
    /// <param name="reads">Whether it is read before.</param>
    public LyingReceiver(Func<NetworkStream, CancellationToken, Task> answer, bool reads = true)
    {
        _reads = reads;
        _listener.Start();
        _serving = ServeAsync(answer);
    }

    /// <summary>Every request that came: its head and its body.</summary>
    public List<(string Head, string Body)> Requests { get; } = [];

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/hook?code=k3y-in-the-query");

    public static LyingReceiver Saying(string text, bool reads = true) =>
        new(async (stream, end) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text), end), reads);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _serving;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync(Func<NetworkStream, CancellationToken, Task> answer)
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_end.Token);
                NetworkStream stream = client.GetStream();
                if (_reads)
                    Requests.Add(await ReadAsync(stream));
                try
                {
                    await answer(stream, _end.Token);
                }
                catch (IOException)
                {
                    // The client has gone.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    private async Task<(string Head, string Body)> ReadAsync(NetworkStream stream)
    {
        byte[] buffer = new byte[64 * 1024];
        int read = 0;
        while (true)
        {
            int more = await stream.ReadAsync(buffer.AsMemory(read), _end.Token);
            read += more;
            string text = Encoding.UTF8.GetString(buffer, 0, read);
            int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (more == 0)
                return (text, "");
            if (end < 0)
                continue;
            string head = text[..end];
            string? length = head.Split("\r\n").FirstOrDefault(
                line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))?.Split(':')[1];
            int wanted = int.Parse(length ?? "0", System.Globalization.CultureInfo.InvariantCulture);
            if (read - Encoding.UTF8.GetByteCount(head) - 4 >= wanted)
                return (head, text[(end + 4)..]);
        }
    }
}
