using System.Net.Sockets;
using System.Text;

namespace Webhooks.Host.Tests.Hosting;

/// <summary>A TCP connection to the app, for requests that no HTTP client would write.</summary>
internal sealed class RawConnection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpClient _client = new();

    private RawConnection()
    {
    }

    public static async Task<RawConnection> OpenAsync(HostedApp app)
    {
        RawConnection connection = new();
        await connection._client.ConnectAsync("localhost", app.Port);
        return connection;
    }

    /// <summary>Sends text as it is, line ends included.</summary>
    public async Task SendAsync(string text) => await _client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>All that comes until the other side closes, or until a text has come.</summary>
    public async Task<string> ReadAsync(string? until = null)
    {
        StringBuilder read = new();
        byte[] buffer = new byte[4096];
        using CancellationTokenSource patience = new(Patience);
        while (until is null || !read.ToString().Contains(until, StringComparison.Ordinal))
        {
            int count = await _client.GetStream().ReadAsync(buffer, patience.Token);
            if (count == 0)
                break;
            read.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        return read.ToString();
    }

    public void Dispose() => _client.Dispose();
}
