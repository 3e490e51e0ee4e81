using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Webhooks.Benchmarks.Load.Traffic;

/// <summary>One connection of a load: sends webhooks one after another, and says how long each answer took.</summary>
internal sealed class LoadConnection
{
    private readonly byte[] _answer = new byte[4096];
    private readonly LoadRequests _requests;
    private readonly byte[] _request;
    private readonly long _from;
    private readonly long _to;
    private int _received;
    private long _start;

    public LoadConnection(int port, LoadRequests requests, long from, long to)
    {
        (_requests, _request, _from, _to) = (requests, new byte[requests.Longest], from, to);
        Socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Socket.Connect(IPAddress.Loopback, port);
    }

    /// <summary>To wait on for the answer.</summary>
    public Socket Socket { get; }

    /// <summary>Of each answer of 200 after the warm-up, in Stopwatch ticks.</summary>
    public List<long> Latencies { get; } = [];

    /// <summary>All answers, the warm-up's too.</summary>
    public int Answers { get; private set; }

    /// <summary>Answers after the warm-up other than 200.</summary>
    public int Refused { get; private set; }

    /// <summary>Sends the next webhook.</summary>
    /// <returns>False, and nothing is sent, where the time is over.</returns>
    public bool Send()
    {
        _start = Stopwatch.GetTimestamp();
        if (_start >= _to)
            return false;
        int length = _requests.Write(_request);
        for (int sent = 0; sent < length;)
            sent += Socket.Send(_request.AsSpan(sent, length - sent));
        _received = 0;
        return true;
    }

    /// <summary>Receives what has come of the answer.</summary>
    /// <returns>False where it is not whole yet.</returns>
    public bool Receive()
    {
        int read = Socket.Receive(_answer.AsSpan(_received));
        if (read == 0)
            throw new InvalidOperationException("The app closed the connection.");
        _received += read;
        if (!IsWhole(_answer.AsSpan(0, _received)))
            return false;
        Answers++;
        if (_start < _from)
            return true;
        if (_answer.AsSpan().StartsWith("HTTP/1.1 200"u8))
            Latencies.Add(Stopwatch.GetTimestamp() - _start);
        else
            Refused++;
        return true;
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
