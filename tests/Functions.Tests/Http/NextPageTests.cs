using Webhooks.Functions.Http;

namespace Webhooks.Functions.Tests.Http;

public sealed class NextPageTests
{
    [Fact]
    public void Link_keeps_what_was_asked_for_and_holds_no_key()
    {
        FakeRequest request = new("GET", "/api/events?vendor=smartico&contact=a%26b&code=secret-key&continuation=old");

        string link = request.CreateResponse().Continue(request, "n+w").Header("Link");

        Assert.Equal("</api/events?vendor=smartico&contact=a%26b&continuation=n%2Bw>; rel=\"next\"", link);
    }

    [Fact]
    public void Last_page_has_no_link()
    {
        FakeRequest request = new("GET", "/api/events?vendor=smartico");

        Assert.Equal("", request.CreateResponse().Continue(request, null).Header("Link"));
    }
}
