using System.Net;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Protocol;
using Webhooks.Functions.Tests.Http;

namespace Webhooks.Functions.Tests.Protocol;

public sealed class UnknownOperationTests
{
    [Theory]
    [InlineData("counts", "GET, HEAD")]
    [InlineData("COUNTS/", "GET, HEAD")]
    [InlineData("deliveries/019c", "GET, HEAD")]
    [InlineData("deliveries/replay", "GET, HEAD, POST")]
    [InlineData("contacts/erase", "POST")]
    [InlineData("dashboard", "GET, POST")]
    [InlineData("dashboard/view", "GET, HEAD")]
    public void Wrong_method_is_told_the_right_ones(string path, string allowed)
    {
        HttpResponseData answer = UnknownOperation.Answer(new FakeRequest("DELETE", $"/api/{path}"), path);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(allowed, answer.Header("Allow"));
        Assert.Equal("application/problem+json", answer.Header("Content-Type"));
    }

    [Fact]
    public void Its_name_is_the_last_so_that_the_host_tries_every_other_route_before()
    {
        string[] names =
        [
            .. typeof(UnknownOperation).Assembly.GetExportedTypes().SelectMany(type => type.GetMethods())
                .Select(method => method.GetCustomAttribute<FunctionAttribute>()?.Name).OfType<string>(),
        ];

        Assert.True(names.Length > 30, "The functions were not found.");
        Assert.Equal(nameof(UnknownOperation), names.Max(StringComparer.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nothing")]
    [InlineData("deliveries/019c/more")]
    public void Path_that_leads_nowhere_is_not_found(string? path)
    {
        HttpResponseData answer = UnknownOperation.Answer(new FakeRequest("GET", $"/api/{path}"), path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Header("Content-Type"));
    }
}
