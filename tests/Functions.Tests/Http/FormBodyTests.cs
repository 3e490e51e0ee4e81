using Webhooks.Functions.Http;

namespace Webhooks.Functions.Tests.Http;

public sealed class FormBodyTests
{
    private const string Form = "application/x-www-form-urlencoded";

    [Fact]
    public void Fields_of_a_form_are_read()
    {
        UrlEncoded? form = FormBody.Read(Request($"{Form}; charset=UTF-8", "id=1&reason=a+b"));

        Assert.Equal(("1", "a b"), (form!["id"], form["reason"]));
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x", "")]
    [InlineData("multipart/form-data", "--x--")]
    [InlineData("application/json", "{}")]
    [InlineData("nonsense", "a=1")]
    public void What_no_page_sends_is_no_form(string contentType, string body) =>
        Assert.Null(FormBody.Read(Request(contentType, body)));

    [Fact]
    public void Form_of_thousands_of_fields_is_no_form() =>
        Assert.Null(FormBody.Read(Request(Form, string.Join('&', Enumerable.Range(0, 3000).Select(i => $"f{i}=1")))));

    [Fact]
    public void Form_with_a_value_of_megabytes_is_too_large()
    {
        Assert.True(FormBody.IsTooLarge(Request(Form, new string('x', 5_000_000))));
        Assert.False(FormBody.IsTooLarge(Request(Form, "a=1")));
    }

    private static FakeRequest Request(string contentType, string body) =>
        new FakeRequest("POST", "/api/dashboard/replay").With("Content-Type", contentType).WithText(body);
}
