using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Local.Http;

/// <summary>Runs one HTTP function for a request.</summary>
internal sealed partial class HttpFunctionEndpoint(FunctionEntry function, FunctionKeys? keys, TimeProvider time, ILogger logger)
{
    private readonly AuthorizationLevel _level = ((HttpTriggerAttribute)function.Trigger).AuthLevel;

    public async Task InvokeAsync(HttpContext http)
    {
        if (keys is not null && !keys.Allow(http.Request, function.Name, _level))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        LocalFunctionContext context = new(function, http.RequestServices, time, http.RequestAborted) { Http = http };
        Log.Started(logger, function.Name);
        try
        {
            object? result = await function.InvokeAsync(context, http.Request);
            await WriteAsync(http, result);
            Log.Succeeded(logger, function.Name);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            Log.Aborted(logger, function.Name);
        }
#pragma warning disable CA1031 // The function is the app's: whatever it throws is a 500, as the real host answers.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.Failed(logger, e, function.Name);
            if (http.Response.HasStarted)
                http.Abort();
            else
                Fail(http.Response);
        }
    }

    private static void Fail(HttpResponse response)
    {
        response.Clear();
        response.StatusCode = StatusCodes.Status500InternalServerError;
    }

    private Task WriteAsync(HttpContext http, object? result)
    {
        switch (result)
        {
            case null:
                return Task.CompletedTask;
            case IResult httpResult:
                return httpResult.ExecuteAsync(http);
            case IActionResult actionResult:
                return actionResult.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor()));
            default:
                Log.NoResponse(logger, function.Name, result.GetType());
                return Task.CompletedTask;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Executing '{Function}'")]
        public static partial void Started(ILogger logger, string function);

        [LoggerMessage(2, LogLevel.Debug, "Executed '{Function}' (Succeeded)")]
        public static partial void Succeeded(ILogger logger, string function);

        [LoggerMessage(3, LogLevel.Debug, "The caller of '{Function}' went away.")]
        public static partial void Aborted(ILogger logger, string function);

        [LoggerMessage(4, LogLevel.Error, "Executed '{Function}' (Failed)")]
        public static partial void Failed(ILogger logger, Exception exception, string function);

        [LoggerMessage(5, LogLevel.Warning, "'{Function}' returned a {Type}, which is no HTTP result: the answer stays empty.")]
        public static partial void NoResponse(ILogger logger, string function, Type type);
    }
}
