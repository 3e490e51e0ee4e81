using System.Diagnostics;
using Webhooks.Tools.LocalHost.Rpc;

namespace Webhooks.Tools.LocalHost.Worker;

/// <summary>A call of a function that the worker has not answered yet. The task is its answer.</summary>
/// <param name="id">The call's id.</param>
internal sealed class Invocation(FunctionInfo function, string id)
    : TaskCompletionSource<InvocationResponse>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public FunctionInfo Function => function;

    public string Id => id;

    /// <summary>When it was sent, for <see cref="Stopwatch.GetElapsedTime(long)"/>.</summary>
    public long Started { get; } = Stopwatch.GetTimestamp();
}
