using System.Diagnostics;
using System.Net.Sockets;
using Webhooks.Benchmarks.Load.Apps;

namespace Webhooks.Benchmarks.Load.Traffic;

/// <summary>
/// Keeps a number of connections busy: each sends its next webhook when it has the answer to the last. Plain sockets,
/// ready-made bytes and two threads, so that it takes little from the cores it shares with what it measures.
/// </summary>
internal static class LoadGenerator
{
    private const int Threads = 2;

    /// <summary>Loads an app.</summary>
    /// <param name="app">The app.</param>
    /// <param name="path">Which of its functions.</param>
    /// <param name="connections">How many connections.</param>
    /// <param name="warmUp">How long before it is measured.</param>
    /// <param name="duration">How long it is measured.</param>
    public static async Task<LoadResult> RunAsync(
        MeasuredApp app, MeasuredPath path, int connections, TimeSpan warmUp, TimeSpan duration)
    {
        LoadRequests requests = new(app, path);
        long from = Stopwatch.GetTimestamp() + (long)(warmUp.TotalSeconds * Stopwatch.Frequency);
        long to = from + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        LoadConnection[] all =
            [.. Enumerable.Range(0, connections)
                .Select(_ => new LoadConnection(app.Port, requests, from, to))];
        ProcessorTime processor = app.ProcessorTime;
        await Task.WhenAll(all.Chunk((connections + Threads - 1) / Threads).Select(
            part => Task.Factory.StartNew(
                () => Drive(part), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        long[] latencies = [.. all.SelectMany(connection => connection.Latencies)];
        Array.Sort(latencies);
        ProcessorTime perAnswer =
            app.ProcessorTime.Since(processor) / Math.Max(1, all.Sum(connection => connection.Answers));
        return new LoadResult(latencies, all.Sum(connection => connection.Refused), duration, perAnswer);
    }

    // Waits for answers, and sends on each connection that has one.
    private static void Drive(LoadConnection[] connections)
    {
        Dictionary<Socket, LoadConnection> open = connections.ToDictionary(connection => connection.Socket);
        foreach (LoadConnection connection in connections)
            connection.Send();
        List<Socket> ready = [];
        while (open.Count > 0)
        {
            ready.Clear();
            ready.AddRange(open.Keys);
            Socket.Select(ready, null, null, Timeout.Infinite);
            foreach (Socket socket in ready)
            {
                if (open[socket].Receive() && !open[socket].Send())
                {
                    open.Remove(socket);
                    socket.Dispose();
                }
            }
        }
    }
}
