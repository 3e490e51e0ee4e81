using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Webhooks.Tools.Azurite;

namespace Webhooks.Faults.Tests.Proxy;

/// <summary>
/// Stands between storage clients and Azurite, one port for queues and one for tables, and makes calls go wrong as it
/// is told. What it forwards is forwarded byte for byte: Azurite takes the account from the path, so signatures hold.
/// </summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private const int LateByCalls = 40;

    private static readonly TimeSpan LateAtMost = TimeSpan.FromSeconds(4);

    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentDictionary<Task, bool> _connections = [];
    private readonly List<TcpListener> _listeners = [];
    private readonly List<Task> _accepting = [];
    private readonly Func<string, HttpFrame, Fault> _strike;
    private int _inFlight;
    private int _calls;

    /// <summary>Starts it in front of an Azurite.</summary>
    /// <param name="azurite">What it forwards to.</param>
    /// <param name="account">The account that its clients have there.</param>
    /// <param name="strike">Says what goes wrong with a call of some kind.</param>
    public FaultProxy(AzuriteProcess azurite, string account, Func<string, HttpFrame, Fault> strike)
    {
        _strike = strike;
        int queue = Listen(azurite.QueuePort, CallKind.OfQueue);
        int table = Listen(azurite.TablePort, CallKind.OfTable);
        ConnectionString = AzuriteProcess.ConnectionStringFor(azurite.BlobPort, queue, table, account);
    }

    /// <summary>What a client connects with, to go through the proxy.</summary>
    public string ConnectionString { get; }

    /// <summary>Whether calls are still on their way, late ones for example.</summary>
    public bool IsBusy => Volatile.Read(ref _inFlight) > 0;

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        foreach (TcpListener listener in _listeners)
            listener.Dispose();
        await Task.WhenAll([.. _accepting, .. _connections.Keys]);
        _ended.Dispose();
    }

    private static CalledRequest Called(HttpFrame request) =>
        new(request.Method, request.Target.Split('?')[0], request.Header("If-Match"), request.Body);

    // So late that what the client did instead is long done, and its consequences too.
    private async Task OvertakenAsync()
    {
        int enough = Volatile.Read(ref _calls) + LateByCalls;
        long start = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref _calls) < enough && Stopwatch.GetElapsedTime(start) < LateAtMost)
            await Task.Delay(10, _ended.Token);
    }

    private int Listen(int upstream, Func<CalledRequest, string> kindOf)
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        _listeners.Add(listener);
        _accepting.Add(AcceptAsync(listener, upstream, kindOf));
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task AcceptAsync(TcpListener listener, int upstream, Func<CalledRequest, string> kindOf)
    {
        try
        {
            while (true)
            {
                Socket client = await listener.AcceptSocketAsync(_ended.Token);
                Task serving = ServeAsync(client, upstream, kindOf);
                _connections[serving] = true;
                _ = serving.ContinueWith(done => _connections.TryRemove(done, out _), TaskScheduler.Default);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(Socket client, int upstream, Func<CalledRequest, string> kindOf)
    {
        await using Exchange exchange = new(client, new Upstream(upstream), OvertakenAsync, _ended.Token);
        try
        {
            while (await exchange.NextAsync() is { } request)
            {
                Interlocked.Increment(ref _inFlight);
                Interlocked.Increment(ref _calls);
                try
                {
                    Fault fault = _strike(kindOf(Called(request)), request);
                    if (!await exchange.AnswerAsync(request, fault))
                        return;
                }
                finally
                {
                    Interlocked.Decrement(ref _inFlight);
                }
            }
        }
        catch (Exception e)
            when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side went away: the other learns of it by its connection's end.
        }
    }
}
