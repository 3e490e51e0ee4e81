using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Webhooks.Tools.LocalHost.Rpc;
using Webhooks.Tools.LocalHost.Worker;

namespace Webhooks.Tools.LocalHost.Http;

/// <summary>Answers requests with what a function says.</summary>
/// <param name="keys">What callers need; null where none is asked for.</param>
/// <param name="extensions">What the app does in the host.</param>
internal sealed class HttpInvoker(
    FunctionInfo function, WorkerSupervisor supervisor, FunctionKeys? keys, HostExtensions extensions)
{
    private static readonly TimeSpan WorkerWithin = TimeSpan.FromSeconds(60);

    /// <summary>Answers one request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (keys?.Allow(context.Request, function) == false)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        long started = Stopwatch.GetTimestamp();
        InvocationRequest? request = null;
        try
        {
            WorkerChannel channel = await WorkerAsync(context.RequestAborted);
            await extensions.BeforeAsync(function, context);
            request = await RequestMessage.ReadAsync(context, function, channel);
            InvocationResponse response = await channel.InvokeAsync(function, request, context.RequestAborted);
            await ResponseMessage.WriteAsync(response, context.Response);
            if (function.Log.IsEnabled(LogLevel.Information))
            {
                TimeSpan took = Stopwatch.GetElapsedTime(started);
                Log.Succeeded(function.Log, function.Name, request.InvocationId, (long)took.TotalMilliseconds);
            }
        }
        catch (Exception e) when (IsHangUp(e, context.RequestAborted))
        {
            // No failure of ours. What is answered is for one who still listens, after a body that is no HTTP.
            Fail(context.Response);
        }
        catch (InvocationException e) when (e.IsWorkerGone)
        {
            await WriteUnavailableAsync(context.Response);
        }
        catch (BadHttpRequestException e)
        {
            // A body that stopped, or came too slowly: no failure of the function, and answered as the real host does.
            Log.Broken(function.Log, function.Name, e.Message);
            if (!context.Response.HasStarted)
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
        catch (InvocationException e)
        {
            Log.Failed(function.Log, function.Name, request?.InvocationId ?? "", e.Message);
            Fail(context.Response);
        }
    }

    private static void Fail(HttpResponse response)
    {
        if (!response.HasStarted)
            response.StatusCode = StatusCodes.Status500InternalServerError;
    }

    // The connection broke: before the answer, or while the body came in, which is shorter then than was said.
    private static bool IsHangUp(Exception e, CancellationToken aborted) => e switch
    {
        BadHttpRequestException bad => bad.StatusCode == StatusCodes.Status400BadRequest,
        OperationCanceledException or InvocationException => aborted.IsCancellationRequested,
        _ => e is IOException,
    };

    private async ValueTask<WorkerChannel> WorkerAsync(CancellationToken cancellationToken)
    {
        ValueTask<WorkerChannel> ready = supervisor.ReadyAsync(cancellationToken);
        if (ready.IsCompletedSuccessfully)
            return ready.Result;
        try
        {
            return await ready.AsTask().WaitAsync(WorkerWithin, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new InvocationException("There is no worker.", isWorkerGone: true);
        }
    }

    private static async Task WriteUnavailableAsync(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        response.Headers.RetryAfter = "1";
        response.ContentType = "application/problem+json";
        await response.WriteAsync(
            """{"title":"The worker ended before it answered.","status":503}""", response.HttpContext.RequestAborted);
    }
}
