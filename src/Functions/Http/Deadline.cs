using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Webhooks.Functions.Http;

/// <summary>Until when a request is worked on. Storage that hangs is given up while the caller still waits.</summary>
internal sealed class Deadline : IDisposable
{
    private static readonly TimeSpan OfRead = TimeSpan.FromSeconds(9);
    private static readonly TimeSpan OfAction = TimeSpan.FromSeconds(40); // dry runs and erasures stop themselves at 20

    private readonly CancellationTokenSource _over;

    private Deadline(TimeSpan after, CancellationToken callerGone)
    {
        _over = CancellationTokenSource.CreateLinkedTokenSource(callerGone);
        _over.CancelAfter(after);
    }

    public static Deadline Start(FunctionContext context, string method)
    {
        Deadline deadline = new(method == "GET" ? OfRead : OfAction, context.CancellationToken);
        context.Items[typeof(Deadline)] = deadline;
        return deadline;
    }

    public static CancellationToken Of(FunctionContext context) =>
        context.Items.TryGetValue(typeof(Deadline), out object? deadline)
            ? ((Deadline)deadline)._over.Token
            : context.CancellationToken;

    public void Dispose() => _over.Dispose();
}

/// <summary>What a function passes on to whatever it waits for.</summary>
internal static class RequestDeadline
{
    /// <summary>Cancelled when the request's time is over, or its caller gone.</summary>
    public static CancellationToken Deadline(this HttpRequestData request) => Http.Deadline.Of(request.FunctionContext);
}
