using System.Buffers.Text;
using System.Text;
using Webhooks.Benchmarks.Load.Apps;

namespace Webhooks.Benchmarks.Load.Traffic;

/// <summary>
/// Ready-made requests. Each that is sent gets a time of its own, so that no event repeats another, of this load or of
/// one before: an event that is stored already costs a read.
/// </summary>
internal sealed class LoadRequests
{
    private const int Webhooks = 8192;

    private static readonly DateTimeOffset Start = TimeProvider.System.GetUtcNow();
    private static readonly byte[][] Bodies =
        [.. Enumerable.Range(0, Webhooks).Select(number => SampleWebhooks.Body(number, Start))];

    private static int _sent;

    private readonly (byte[] Bytes, int TimeAt)[] _requests;

    public LoadRequests(MeasuredApp app, MeasuredPath path)
    {
        byte[] beforeTime = "\"activity\":{\"created_at\":"u8.ToArray();
        _requests = [.. Bodies.Select(body => Request(app, path, body))
            .Select(request => (request, request.AsSpan().IndexOf(beforeTime) + beforeTime.Length))];
        Longest = _requests.Max(request => request.Bytes.Length);
    }

    /// <summary>How much room the longest takes.</summary>
    public int Longest { get; }

    /// <summary>Writes the next one.</summary>
    /// <returns>How long it is.</returns>
    public int Write(Span<byte> room)
    {
        int number = Interlocked.Increment(ref _sent);
        (byte[] request, int timeAt) = _requests[(uint)number % Webhooks];
        request.CopyTo(room);
        Utf8Formatter.TryFormat(Start.ToUnixTimeMilliseconds() - number, room[timeAt..], out _); // as many digits
        return request.Length;
    }

    private static byte[] Request(MeasuredApp app, MeasuredPath path, byte[] body) =>
    [
        .. Encoding.ASCII.GetBytes(
            $"POST {path.Url} HTTP/1.1\r\nHost: localhost:{app.Port}\r\nContent-Type: "
                + $"application/json\r\nContent-Length: {body.Length}\r\n\r\n"),
        .. body,
    ];
}
