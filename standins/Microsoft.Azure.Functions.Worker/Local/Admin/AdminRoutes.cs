using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Local.Http;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Local.Admin;

/// <summary>The host's own addresses: <c>/</c>, <c>/admin/host/*</c> and <c>/admin/functions*</c>, open without <c>--enableAuth</c>.</summary>
internal sealed class AdminRoutes(
    IReadOnlyList<FunctionEntry> functions, IConfiguration configuration, HostJson hostJson, FunctionKeys? keys, ManualRuns runs, TimeProvider time)
{
    private static readonly string Version = typeof(AdminRoutes).Assembly.GetName().Version?.ToString() ?? "";

    public void Map(WebApplication web)
    {
        web.MapGet("/", () => Results.Text("The functions app is running.", "text/plain"));
        web.MapMethods("/admin/host/ping", ["GET", "POST"], () => Results.Json(new { hostState = "Running" }));
        web.MapGet("/admin/host/status", (HttpRequest request) => Guard(request) ?? Status());
        web.MapGet("/admin/functions", (HttpRequest request) => Guard(request) ?? Results.Json(functions.Select(function => Describe(function, request))));
        web.MapGet("/admin/functions/{name}", (HttpRequest request, string name) =>
            Guard(request) ?? (Find(name) is { } function ? Results.Json(Describe(function, request)) : Results.NotFound()));
        web.MapPost("/admin/functions/{name}", async (HttpRequest request, string name) => Guard(request) ?? await InvokeAsync(request, name));
    }

    private IResult? Guard(HttpRequest request) => keys is null || keys.AllowAdmin(request) ? null : Results.StatusCode(StatusCodes.Status401Unauthorized);

    private FunctionEntry? Find(string name) => functions.FirstOrDefault(function => function.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private IResult Status()
    {
        using Process process = Process.GetCurrentProcess();
        return Results.Json(new
        {
            id = "standin",
            state = "Running",
            version = Version,
            versionDetails = $"{Version} (stand-in)",
            instanceId = Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture),
            computerName = Environment.MachineName,
            processUptime = (long)(time.GetUtcNow().UtcDateTime - process.StartTime.ToUniversalTime()).TotalMilliseconds,
        });
    }

    private object Describe(FunctionEntry function, HttpRequest request)
    {
        string root = $"{request.Scheme}://{request.Host}";
        HttpTriggerAttribute? http = function.Trigger as HttpTriggerAttribute;
        return new
        {
            name = function.Name,
            href = $"{root}/admin/functions/{function.Name}",
            invoke_url_template = http is null ? null : root + HttpRoutes.Path(hostJson.RoutePrefix, function.Name, http),
            language = "dotnet-isolated",
            config = new { bindings = new[] { new { type = function.TriggerType, direction = "In", methods = http?.Methods } } },
            isDisabled = DisabledFunctions.Holds(configuration, function.Name),
        };
    }

    private async Task<IResult> InvokeAsync(HttpRequest request, string name)
    {
        if (Find(name) is not { } function)
            return Results.NotFound();
        string? input;
        try
        {
            using JsonDocument body = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            input = body.RootElement.EnumerateObject().FirstOrDefault(property => property.Name.Equals("input", StringComparison.OrdinalIgnoreCase)).Value
                is { ValueKind: not JsonValueKind.Undefined and not JsonValueKind.Null } value ? value.ToString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Results.BadRequest();
        }

        return runs.Start(function, input) ? Results.Accepted() : Results.BadRequest("An HTTP function is called at its own address.");
    }
}
