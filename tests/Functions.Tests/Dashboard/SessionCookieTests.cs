using Webhooks.Functions.Dashboard.Sessions;
using Webhooks.Functions.Tests.Http;

namespace Webhooks.Functions.Tests.Dashboard;

public sealed class SessionCookieTests
{
    [Theory]
    [InlineData("webhooks-session=abc", "abc")]
    [InlineData("a=b; webhooks-session=abc;", "abc")]
    [InlineData(";;=; webhooks-session=abc=", "abc=")]
    [InlineData("webhooks-session", null)]
    [InlineData("my-webhooks-session=abc", null)]
    [InlineData("", null)]
    public void Token_is_found_among_other_cookies_however_odd(string header, string? token) =>
        Assert.Equal(token, SessionCookie.Read(new FakeRequest("GET", "/api/dashboard/view").With("Cookie", header)));
}
