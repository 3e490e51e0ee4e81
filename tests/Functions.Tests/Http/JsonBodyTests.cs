using Webhooks.Functions.Http;

namespace Webhooks.Functions.Tests.Http;

public sealed class JsonBodyTests
{
    [Theory]
    [InlineData("", "body")]
    [InlineData("[]", "body")]
    [InlineData("{", "body")]
    [InlineData("""{"\ud800":1}""", "body")]
    [InlineData("""{"emial":"a@b"}""", "emial")]
    [InlineData("""{"email":"\ud800"}""", "email")]
    [InlineData("""{"email":""}""", "email")]
    [InlineData("""{"email":{}}""", "email")]
    [InlineData("""{"email":"yesterday"}""", "email", true)]
    public void Whatever_is_wrong_is_named(string body, string parameter, bool asTime = false)
    {
        FakeRequest request = new FakeRequest("POST", "/api/contacts/erase").WithText(body);

        BadParameterException exception = Assert.Throws<BadParameterException>(() =>
        {
            JsonBody json = JsonBody.Read(request, "email");
            _ = asTime ? json.Time("email")?.ToString("O") : json.Text("email");
        });

        Assert.Equal(parameter, exception.Parameter);
    }

    [Fact]
    public void Body_of_more_than_64_KiB_is_refused() => Assert.Throws<BadParameterException>(() => JsonBody.Read(
        new FakeRequest("POST", "/api/contacts/erase").With(new byte[(64 * 1024) + 1]), "email"));
}
