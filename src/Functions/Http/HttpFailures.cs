using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using Webhooks.Functions.Dashboard;

namespace Webhooks.Functions.Http;

/// <summary>
/// Turns what reads and actions throw into answers, and sees that one comes in time: 400 for a wrong parameter, 503
/// where storage fails. Whatever else is thrown is a fault of ours, which the host answers 500 and logs.
/// </summary>
internal sealed partial class HttpFailures(TimeProvider time, ILogger<HttpFailures> logger) : IFunctionsWorkerMiddleware
{
    /// <summary>
    /// Whether a function's failures are answered here. A webhook's answer is counted: its receiver makes it.
    /// </summary>
    public static bool Concern(FunctionContext context) =>
        !context.FunctionDefinition.Name.EndsWith("Webhook", StringComparison.Ordinal)
        && context.FunctionDefinition.InputBindings.Values.Any(binding => binding.Type == "httpTrigger");

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        HttpRequestData request = await context.GetHttpRequestDataAsync()
            ?? throw new InvalidOperationException("An HTTP function was called without a request.");
        if (await AnswerAsync(request, context.FunctionDefinition.Name, () => next(context)) is { } answer)
            context.GetInvocationResult().Value = answer;
    }

    /// <summary>Runs a function; answers in its place where it throws, and gives null where it does not.</summary>
    internal async Task<HttpResponseData?> AnswerAsync(HttpRequestData request, string function, Func<Task> run)
    {
        using Deadline deadline = Deadline.Start(request.FunctionContext, request.Method, time);
        try
        {
            await run();
            return null;
        }
        catch (BadParameterException e)
        {
            return Problem.BadParameter(request, e.Parameter, e.Message);
        }
        catch (Exception e) when (StorageFailure.Is(e))
        {
            // Nobody reads the answer of a caller who is gone, and nothing is wrong.
            if (!request.FunctionContext.CancellationToken.IsCancellationRequested)
                Log.Failed(logger, function, (e.InnerException ?? e).GetType().Name);
            return function.StartsWith("Dashboard", StringComparison.Ordinal)
                ? await PageResponse.DownAsync(request)
                : Problem.Unavailable(request);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Function} was answered 503: {Cause}")]
        public static partial void Failed(ILogger logger, string function, string cause);
    }
}
