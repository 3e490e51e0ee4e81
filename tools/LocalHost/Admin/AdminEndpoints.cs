using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Webhooks.Tools.LocalHost.Http;
using Webhooks.Tools.LocalHost.Triggers;
using Webhooks.Tools.LocalHost.Worker;

namespace Webhooks.Tools.LocalHost.Admin;

/// <summary>What is below <c>/admin</c>: whether the host runs, its functions, and calling one by hand.</summary>
/// <param name="triggers">Calls them.</param>
/// <param name="configuration">host.json.</param>
/// <param name="log">Where failures go.</param>
internal sealed class AdminEndpoints(
    WorkerSupervisor supervisor, TriggerHost triggers, IConfiguration configuration, TimeProvider time, ILogger log)
{
    private readonly long _started = time.GetTimestamp();

    /// <summary>Maps them.</summary>
    /// <param name="routes">The server's routes.</param>
    /// <param name="keys">What callers need; null where none is asked for.</param>
    public void Map(IEndpointRouteBuilder routes, FunctionKeys? keys)
    {
        routes.MapMethods("/admin/host/ping", ["GET", "POST"], () => Results.Ok());
        RouteGroupBuilder admin = routes.MapGroup("/admin");
        admin.AddEndpointFilter(async (context, next) =>
            keys is null || keys.AllowAdmin(context.HttpContext.Request) ? await next(context)
            : keys.IsKnown(context.HttpContext.Request) ? Results.StatusCode(StatusCodes.Status403Forbidden)
            : Results.StatusCode(StatusCodes.Status401Unauthorized));
        admin.MapGet("host/status", () => new
        {
            id = Environment.MachineName,
            state = "Running",
            version = "4.0.0.0",
            versionDetails = "LocalHost",
            processUptime = (long)(time.GetElapsedTime(_started)).TotalMilliseconds,
        });
        admin.MapGet("functions", (HttpRequest request) =>
            supervisor.Functions.Select(function => Describe(function, request)));
        admin.MapGet("functions/{name}", (string name, HttpRequest request) =>
            Find(name) is { } function ? Results.Ok(Describe(function, request)) : Results.NotFound());
        admin.MapPost("functions/{name}", CallAsync);
    }

    private FunctionInfo? Find(string name) =>
        supervisor.Functions.FirstOrDefault(function => name.Equals(function.Name, StringComparison.OrdinalIgnoreCase));

    private object Describe(FunctionInfo function, HttpRequest request)
    {
        string root = $"{request.Scheme}://{request.Host}";
        string route = FunctionEndpoints.Route(function, configuration.RoutePrefix());
        return new
        {
            name = function.Name,
            href = $"{root}/admin/functions/{function.Name}",
            invoke_url_template = function.IsHttp ? root + route : null,
            language = function.Metadata.Language,
            config = new
            {
                name = function.Name,
                entryPoint = function.Metadata.EntryPoint,
                scriptFile = function.Metadata.ScriptFile,
                language = function.Metadata.Language,
                bindings = function.Bindings,
            },
            isDisabled = function.IsDisabled,
        };
    }

    // As the real host does: 202 at once, and how it went is in the log.
    private async Task<IResult> CallAsync(string name, HttpRequest request)
    {
        if (!request.HasJsonContentType())
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        string? input;
        try
        {
            JsonElement body = await request.ReadFromJsonAsync<JsonElement>(request.HttpContext.RequestAborted);
            if (body.ValueKind != JsonValueKind.Object)
                return Results.StatusCode(StatusCodes.Status400BadRequest);
            input = body.TryGetProperty("input", out JsonElement given) ? given.ToString() : null;
        }
        catch (JsonException)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        if (Find(name) is not { } function)
            return Results.NotFound();
        if (function.IsHttp)
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        _ = Task.Run(() => RunAsync(function, input), CancellationToken.None);
        return Results.Accepted();
    }

    private async Task RunAsync(FunctionInfo function, string? input)
    {
        try
        {
            await triggers.CallAsync(function, input);
        }
#pragma warning disable CA1031 // Nobody waits for it: whatever it is must be said here.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.ManualRunFailed(log, function.Name, (e.InnerException ?? e).Message);
        }
    }
}
