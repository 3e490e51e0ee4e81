using System.Net.Sockets;
using System.Text;

namespace Webhooks.Faults.Tests.Proxy;

/// <summary>One client's connection: its requests, each answered as its fault demands.</summary>
/// <param name="client">The connection.</param>
/// <param name="upstream">Azurite.</param>
/// <param name="overtaken">Completes when many other calls were made.</param>
/// <param name="ended">The proxy's end.</param>
internal sealed class Exchange(
    Socket client, Upstream upstream, Func<Task> overtaken, CancellationToken ended) : IAsyncDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan MaxPatienceOfClient = TimeSpan.FromSeconds(20);
    private static readonly LingerOption Reset = new(true, 0); // ends without a state that would keep the port

    private readonly NetworkStream _stream = new(client, ownsSocket: true);
    private HttpFrameReader? _requests;

    public Task<HttpFrame?> NextAsync() => (_requests ??= new HttpFrameReader(_stream)).ReadAsync(ended);

    /// <summary>Answers a request, or not.</summary>
    /// <returns>Whether the connection goes on.</returns>
    public async Task<bool> AnswerAsync(HttpFrame request, Fault fault)
    {
        switch (fault)
        {
            case Fault.Refused:
                await _stream.WriteAsync(Error("503 Server Busy", "ServerBusy"), ended);
                return true;
            case Fault.FailedAfter:
                await ForwardAsync(request);
                await _stream.WriteAsync(Error("500 Internal Server Error", "InternalError"), ended);
                return true;
            case Fault.CutBefore:
                return Cut();
            case Fault.CutAfter:
                await ForwardAsync(request);
                return Cut();
            case Fault.CutInside:
                HttpFrame partial = await ForwardAsync(request);
                byte[] whole = [.. partial.Head, .. partial.Body];
                await _stream.WriteAsync(whole.AsMemory(0, partial.Head.Length / 2), ended);
                await _stream.FlushAsync(ended);
                client.Shutdown(SocketShutdown.Send);
                return false;
            case Fault.Late:
                await ClientGivesUpAsync();
                await overtaken();
                await ForwardAsync(request);
                return false;
            case Fault.Repeated:
                await ForwardAsync(request);
                break;
            case Fault.Delayed:
                await Task.Delay(Delay, ended);
                break;
        }

        HttpFrame answer = await ForwardAsync(request);
        await _stream.WriteAsync(answer.Head, ended);
        await _stream.WriteAsync(answer.Body, ended);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        await upstream.DisposeAsync();
    }

    private Task<HttpFrame> ForwardAsync(HttpFrame request) => upstream.SendAsync(request, ended);

    private bool Cut()
    {
        client.LingerState = Reset;
        client.Close();
        return false;
    }

    private async Task ClientGivesUpAsync()
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(ended);
        patience.CancelAfter(MaxPatienceOfClient);
        try
        {
            await _requests!.EndAsync(patience.Token);
        }
        catch (Exception e)
            when (e is IOException || (e is OperationCanceledException && !ended.IsCancellationRequested))
        {
        }
    }

    private static byte[] Error(string status, string code) =>
        Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nx-ms-error-code: {code}\r\nContent-Length: 0\r\n\r\n");
}
