namespace Webhooks.Tools.LocalHost.Worker;

/// <summary>A function failed, or its worker did.</summary>
/// <param name="message">What happened.</param>
/// <param name="isWorkerGone">Whether the worker ended before it answered, so that the call may be tried again.</param>
internal sealed class InvocationException(string message, bool isWorkerGone = false) : Exception(message)
{
    public bool IsWorkerGone => isWorkerGone;
}
