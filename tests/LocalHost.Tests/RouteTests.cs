using Webhooks.Tools.LocalHost.Http;

namespace Webhooks.LocalHost.Tests;

public sealed class RouteTests
{
    [Theory]
    [InlineData("""{"name":"r","type":"httpTrigger"}""", "api", "/api/Hello")]
    [InlineData("""{"name":"r","type":"httpTrigger","route":"a/{id:int}/{rest?}"}""", "api", "/api/a/{id:int}/{rest?}")]
    [InlineData("""{"name":"r","type":"httpTrigger","route":"a"}""", "", "/a")]
    [InlineData("""{"name":"r","type":"httpTrigger","route":"/a"}""", "v1/x", "/v1/x/a")]
    public void Route_is_the_functions_own_or_its_name_below_the_prefix(string trigger, string prefix, string route) =>
        Assert.Equal(route, FunctionEndpoints.Route(TestFunction.Create("Hello", trigger), prefix));
}
