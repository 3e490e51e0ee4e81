using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Webhooks.Benchmarks.Load;

/// <summary>
/// Keeps a number of connections busy: each sends its next webhook when it has the answer to the last. Plain sockets
/// and ready-made bytes, so that it takes little from the two cores it shares with what it measures.
/// </summary>
internal static class LoadGenerator
{
    private const int Webhooks = 8192;

    private static readonly byte[][] Bodies = MakeBodies();

    /// <summary>Loads an app.</summary>
    /// <param name="app">The app.</param>
    /// <param name="connections">How many connections.</param>
    /// <param name="warmUp">How long before it is measured.</param>
    /// <param name="duration">How long it is measured.</param>
    public static async Task<LoadResult> RunAsync(MeasuredApp app, int connections, TimeSpan warmUp, TimeSpan duration)
    {
        byte[][] requests = [.. Bodies.Select(body => Request(app, body))];
        long from = Stopwatch.GetTimestamp() + (long)(warmUp.TotalSeconds * Stopwatch.Frequency);
        long to = from + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        Connection[] all = [.. Enumerable.Range(0, connections).Select(i => new Connection(app.Port, requests, i * Webhooks / connections, from, to))];
        TimeSpan processor = app.ProcessorTime;
        await Task.WhenAll(all.Select(connection => Task.Run(connection.RunAsync)));
        long[] latencies = [.. all.SelectMany(connection => connection.Latencies)];
        Array.Sort(latencies);
        TimeSpan perAnswer = (app.ProcessorTime - processor) / Math.Max(1, all.Sum(connection => connection.Answers));
        return new LoadResult(latencies, all.Sum(connection => connection.Refused), duration, perAnswer);
    }

    private static byte[][] MakeBodies()
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return [.. Enumerable.Range(0, Webhooks).Select(i => SampleWebhooks.Body(i, now.AddMilliseconds(-i)))];
    }

    private static byte[] Request(MeasuredApp app, byte[] body) =>
    [
        .. Encoding.ASCII.GetBytes(
            $"POST {app.Path} HTTP/1.1\r\nHost: localhost:{app.Port}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n"),
        .. body,
    ];

    private sealed class Connection(int port, byte[][] requests, int first, long from, long to)
    {
        private readonly byte[] _answer = new byte[4096];

        public List<long> Latencies { get; } = new(64 * 1024);

        public int Answers { get; private set; }

        public int Refused { get; private set; }

        public async Task RunAsync()
        {
            using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, port);
            for (int i = first; ; i++)
            {
                long start = Stopwatch.GetTimestamp();
                if (start >= to)
                    return;
                byte[] request = requests[i % requests.Length];
                for (int sent = 0; sent < request.Length;)
                    sent += await socket.SendAsync(request.AsMemory(sent));
                bool isAcknowledged = await ReceiveAsync(socket);
                long end = Stopwatch.GetTimestamp();
                Answers++;
                if (start < from)
                    continue;
                if (isAcknowledged)
                    Latencies.Add(end - start);
                else
                    Refused++;
            }
        }

        private async Task<bool> ReceiveAsync(Socket socket)
        {
            int received = 0;
            while (true)
            {
                int read = await socket.ReceiveAsync(_answer.AsMemory(received));
                if (read == 0)
                    throw new InvalidOperationException("The app closed the connection.");
                received += read;
                if (IsWhole(_answer.AsSpan(0, received)))
                    return _answer.AsSpan().StartsWith("HTTP/1.1 200"u8);
            }
        }

        private static bool IsWhole(ReadOnlySpan<byte> answer)
        {
            int end = answer.IndexOf("\r\n\r\n"u8);
            if (end < 0)
                return false;
            ReadOnlySpan<byte> head = answer[..(end + 2)];
            int at = head.IndexOf("Content-Length: "u8);
            if (at < 0)
                return answer.EndsWith("0\r\n\r\n"u8); // chunked
            int length = 0;
            foreach (byte digit in head[(at + 16)..])
            {
                if (digit is < (byte)'0' or > (byte)'9')
                    break;
                length = (length * 10) + digit - '0';
            }

            return answer.Length >= end + 4 + length;
        }
    }
}
