using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.StandIns.Tests.Host;

public sealed class HttpFunctionTests
{
    private static readonly Type[] Sample = [typeof(SampleFunctions)];

    [Theory]
    [InlineData("POST", "/api/echo", HttpStatusCode.OK)]
    [InlineData("POST", "/API/Echo", HttpStatusCode.OK)]
    [InlineData("GET", "/api/echo", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/unknown", HttpStatusCode.NotFound)]
    [InlineData("POST", "/echo", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/api/AnyMethod", HttpStatusCode.OK)]
    [InlineData("GET", "/api/fails", HttpStatusCode.InternalServerError)]
    [InlineData("GET", "/api/action", HttpStatusCode.Conflict)]
    [InlineData("GET", "/api/written", HttpStatusCode.Accepted)]
    [InlineData("GET", "/api/plain", HttpStatusCode.NoContent)]
    [InlineData("GET", "/", HttpStatusCode.OK)]
    public async Task A_request_finds_its_function(string method, string path, HttpStatusCode expected)
    {
        await using RunningHost host = await RunningHost.StartAsync(Sample);
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        using HttpResponseMessage response = await host.Client.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task The_body_goes_in_and_the_result_comes_out()
    {
        await using RunningHost host = await RunningHost.StartAsync(Sample);
        using HttpResponseMessage response = await host.Client.PostAsync(new Uri("/api/echo", UriKind.Relative), new StringContent("hello"));
        Assert.Equal("hello", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/api/items/abc/7", "abc 7 none")]
    [InlineData("/api/items/abc/7?note=x", "abc 7 x")]
    public async Task Parameters_are_bound_by_name_to_route_and_query(string path, string expected)
    {
        await using RunningHost host = await RunningHost.StartAsync(Sample);
        Assert.Equal(expected, await host.Client.GetStringAsync(new Uri(path, UriKind.Relative)));
    }

    [Fact]
    public async Task Each_invocation_has_an_instance_and_a_scope_of_its_own()
    {
        await using RunningHost host = await RunningHost.StartAsync(
            [typeof(ScopedFunctions)], configure: builder => builder.Services.AddScoped<ScopedFunctions.Ticket>());
        string first = await host.Client.GetStringAsync(new Uri("/api/scope", UriKind.Relative));
        string second = await host.Client.GetStringAsync(new Uri("/api/scope", UriKind.Relative));
        Assert.NotEqual(first, second);
        Assert.EndsWith("same", first, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_context_knows_function_request_and_invocation()
    {
        await using RunningHost host = await RunningHost.StartAsync(Sample);
        Dictionary<string, string>? facts = await host.Client.GetFromJsonAsync<Dictionary<string, string>>(new Uri("/api/context/42", UriKind.Relative));
        Assert.Equal("Context", facts!["name"]);
        Assert.Equal("42", facts["id"]);
        Assert.Equal("/api/context/42", facts["path"]);
        Assert.True(Guid.TryParse(facts["invocation"], out _));
    }

    [Theory]
    [InlineData("hooks", "/hooks/echo")]
    [InlineData("", "/echo")]
    public async Task The_route_prefix_is_that_of_host_json(string prefix, string path)
    {
        await using RunningHost host = await RunningHost.StartAsync(Sample, new { extensions = new { http = new { routePrefix = prefix } } });
        using HttpResponseMessage response = await host.Client.PostAsync(new Uri(path, UriKind.Relative), new StringContent("x"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private sealed class SampleFunctions
    {
        [Function("Echo")]
        public static async Task<IResult> EchoAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "echo")] HttpRequest request)
        {
            using StreamReader reader = new(request.Body);
            return Results.Text(await reader.ReadToEndAsync());
        }

        [Function("AnyMethod")]
        public static IResult Any([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Results.Text(request.Method);

        [Function("Fails")]
        public static Task<IResult> FailAsync([HttpTrigger("get", Route = "fails")] HttpRequest request) =>
            throw new InvalidOperationException(request.Method);

        [Function("Action")]
        public static Task<IActionResult> ActAsync([HttpTrigger("get", Route = "action")] HttpRequest request) =>
            Task.FromResult<IActionResult>(new ConflictObjectResult(request.Method));

        [Function("Written")]
        public static async Task WriteAsync([HttpTrigger("get", Route = "written")] HttpRequest request, CancellationToken cancellationToken)
        {
            request.HttpContext.Response.StatusCode = StatusCodes.Status202Accepted;
            await request.HttpContext.Response.WriteAsync("written", cancellationToken);
        }

        [Function("Plain")]
        public static async ValueTask<IResult> PlainAsync([HttpTrigger("get", Route = "plain")] HttpRequest request)
        {
            await Task.Yield();
            return Results.NoContent();
        }

        [Function("Item")]
        public static IResult Item([HttpTrigger("get", Route = "items/{id}/{number:int}")] HttpRequest request, string id, int number, string note = "none") =>
            Results.Text($"{id} {number} {note}");

        [Function("Context")]
        public static IResult Context([HttpTrigger("get", Route = "context/{id}")] HttpRequest request, FunctionContext context) => Results.Json(new Dictionary<string, object?>
        {
            ["name"] = context.FunctionDefinition.Name,
            ["id"] = context.BindingContext.BindingData["ID"],
            ["path"] = context.GetHttpContext()!.Request.Path.Value,
            ["invocation"] = context.InvocationId,
        });
    }

    private sealed class ScopedFunctions(ScopedFunctions.Ticket ticket)
    {
        [Function("Scope")]
        public IResult Scope([HttpTrigger("get", Route = "scope")] HttpRequest request, FunctionContext context) =>
            Results.Text($"{ticket.Number} {(context.InstanceServices.GetRequiredService<Ticket>() == ticket ? "same" : "other")}");

        internal sealed class Ticket
        {
            private static int _last;

            public int Number { get; } = Interlocked.Increment(ref _last);
        }
    }
}
