using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Local.Http;

/// <summary>Maps the HTTP functions under the route prefix.</summary>
internal static class HttpRoutes
{
    private const string MethodRefused = "405 HTTP Method Not Supported";

    public static void Map(WebApplication web, IEnumerable<FunctionEntry> functions, string prefix, FunctionKeys? keys, TimeProvider time)
    {
        // The real host matches methods as a route constraint, so that a wrong one is an unknown route.
        web.Use((http, next) =>
        {
            if (http.GetEndpoint()?.DisplayName != MethodRefused)
                return next(http);
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        ILogger logger = web.Services.GetService(typeof(ILoggerFactory)) is ILoggerFactory factory
            ? factory.CreateLogger("Function")
            : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;
        foreach (FunctionEntry function in functions.Where(function => function.Trigger is HttpTriggerAttribute))
        {
            HttpTriggerAttribute trigger = (HttpTriggerAttribute)function.Trigger;
            RequestDelegate invoke = new HttpFunctionEndpoint(function, keys, time, logger).InvokeAsync;
            string pattern = Path(prefix, function.Name, trigger);
            if (trigger.Methods is { Length: > 0 } methods)
                web.MapMethods(pattern, methods.Select(method => method.ToUpperInvariant()), invoke);
            else
                web.Map(pattern, invoke);
        }
    }

    public static string Path(string prefix, string functionName, HttpTriggerAttribute trigger)
    {
        string route = string.IsNullOrEmpty(trigger.Route) ? functionName : trigger.Route;
        return prefix.Length == 0 ? $"/{route}" : $"/{prefix}/{route}";
    }
}
