using Microsoft.Azure.Functions.Worker;

namespace Webhooks.Functions.Http;

/// <summary>Until when a request is worked on. Storage that hangs is given up while the caller still waits.</summary>
internal sealed class Deadline : IDisposable
{
    private static readonly TimeSpan OfRead = TimeSpan.FromSeconds(9);
    private static readonly TimeSpan OfAction = TimeSpan.FromSeconds(40); // dry runs and erasures stop themselves at 20

    private readonly CancellationTokenSource _timeOut;
    private readonly CancellationTokenSource _over;

    private Deadline(TimeSpan after, TimeProvider time, CancellationToken callerGone)
    {
        _timeOut = new CancellationTokenSource(after, time);
        _over = CancellationTokenSource.CreateLinkedTokenSource(_timeOut.Token, callerGone);
    }

    public static Deadline Start(FunctionContext context, string method, TimeProvider time)
    {
        Deadline deadline = new(method is "GET" or "HEAD" ? OfRead : OfAction, time, context.CancellationToken);
        context.Items[typeof(Deadline)] = deadline;
        return deadline;
    }

    public static CancellationToken Of(FunctionContext context) =>
        context.Items.TryGetValue(typeof(Deadline), out object? deadline)
            ? ((Deadline)deadline)._over.Token
            : context.CancellationToken;

    public void Dispose()
    {
        _over.Dispose();
        _timeOut.Dispose();
    }
}
