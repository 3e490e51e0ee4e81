using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Constraints;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Configuration;
using Webhooks.Tools.LocalHost.Worker;

namespace Webhooks.Tools.LocalHost.Http;

/// <summary>The routes of the HTTP functions.</summary>
internal static class FunctionEndpoints
{
    /// <summary>Maps them.</summary>
    /// <param name="routes">The server's routes.</param>
    /// <param name="keys">What callers need; null where none is asked for.</param>
    /// <param name="configuration">host.json.</param>
    /// <param name="extensions">What the app does in the host.</param>
    public static void MapFunctions(
        this IEndpointRouteBuilder routes, WorkerSupervisor supervisor, FunctionKeys? keys,
        IConfiguration configuration,
        HostExtensions extensions)
    {
        string prefix = configuration.RoutePrefix();
        foreach (FunctionInfo function in supervisor.Functions.Where(found => found.IsHttp && !found.IsDisabled))
            routes.Map(Pattern(function, prefix), new HttpInvoker(function, supervisor, keys, extensions).InvokeAsync);
    }

    /// <summary>Where a function is found, as in <c>/api/webhooks/{vendor}</c>.</summary>
    public static string Route(FunctionInfo function, string prefix)
    {
        string route = function.Setting("route") is { Length: > 0 } own ? own : function.Name;
        string[] parts = [prefix.Trim('/'), route.TrimStart('/')];
        return $"/{string.Join('/', parts.Where(part => part.Length > 0))}";
    }

    /// <summary>A function's route. Another verb than its own is no match, so 404, as in the real host.</summary>
    public static RoutePattern Pattern(FunctionInfo function, string prefix)
    {
        string route = Route(function, prefix);
        return function.Methods is { Count: > 0 } methods
            ? RoutePatternFactory.Parse(route, defaults: null, parameterPolicies: new RouteValueDictionary
            {
                ["httpMethod"] = new HttpMethodRouteConstraint([.. methods]),
            })
            : RoutePatternFactory.Parse(route);
    }
}
