using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Webhooks.Functions.Http;

namespace Webhooks.Functions.Protocol;

/// <summary>
/// What becomes of every answer that a person or a program reads: compressed where that is asked for and worth it, and
/// without its body where only its head is asked for. A webhook's answer is neither.
/// </summary>
internal sealed class HttpAnswers : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        await next(context);
        if (context.GetInvocationResult().Value is HttpResponseData response
            && await context.GetHttpRequestDataAsync() is { } request)
        {
            Finish(request, response);
        }
    }

    internal static void Finish(HttpRequestData request, HttpResponseData response)
    {
        Compression.Apply(request, response);
        if (request.Method != "HEAD" || response.Body.Length == 0)
            return;
        response.Set("Content-Length", $"{response.Body.Length}");
        response.Body = new MemoryStream();
    }
}
