using System.Text;
using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Tests.Http;
using Webhooks.Functions.Webhooks;

namespace Webhooks.Functions.Tests.Webhooks;

public sealed class FunctionKeyTests
{
    private const string Key = "a1B2-c3_D4/e5+F6==";

    [Theory]
    [InlineData("""{"u":"https://x/y?code=a1B2-c3_D4/e5+F6=="}""")]
    [InlineData("""{"u":"https://x/y?code=a1B2-c3_D4%2Fe5%2BF6%3D%3D"}""")]
    [InlineData("""{"u":"https://x/y?code=a1B2-c3_D4%2fe5%2bF6%3d%3d"}""")]
    [InlineData("""{"u":"https:\/\/x\/y?code=a1B2-c3_D4\/e5+F6=="}""")]
    [InlineData("""{"u":"https://x/y?code=a1B2-c3_D4\u002fe5\u002bF6\u003d\u003d"}""")]
    [InlineData("""{"u":"https://x/y?code=a1B2-c3_D4\u002Fe5\u002BF6\u003D\u003D"}""")]
    public void Every_spelling_of_the_key_is_replaced_in_a_body(string body)
    {
        FunctionKey key = FunctionKey.Of(Request($"?code={Uri.EscapeDataString(Key)}"));

        string redacted = Encoding.UTF8.GetString(key.Redact(Encoding.UTF8.GetBytes(body)).Span);

        Assert.Contains("code=REDACTED", redacted, StringComparison.Ordinal);
        Assert.DoesNotContain("a1B2-c3_D4", redacted, StringComparison.Ordinal);
        Assert.EndsWith("\"}", redacted, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("{K}", "REDACTED")]
    [InlineData("{K}{K}", "REDACTEDREDACTED")]
    [InlineData("a{K}bc{K}def", "aREDACTEDbcREDACTEDdef")]
    [InlineData("a1B2-c3_D4/e5+F6=={K}=", "REDACTEDREDACTED=")]
    [InlineData("a1B2-c3_D4/e5+F6=", "a1B2-c3_D4/e5+F6=")]
    public void What_is_around_the_key_stays(string body, string expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body.Replace("{K}", Key, StringComparison.Ordinal));

        Memory<byte> redacted = FunctionKey.Of(Request($"?code={Uri.EscapeDataString(Key)}")).Redact(bytes);

        Assert.Equal(expected, Encoding.UTF8.GetString(redacted.Span));
    }

    [Fact]
    public void Key_of_the_least_length_is_replaced()
    {
        Memory<byte> redacted = FunctionKey.Of(Request("?code=12345678")).Redact(Encoding.UTF8.GetBytes("[12345678]"));

        Assert.Equal("[REDACTED]", Encoding.UTF8.GetString(redacted.Span));
    }

    [Fact]
    public void Same_key_with_another_query_is_redacted_anew()
    {
        FunctionKey key = FunctionKey.Of(Request($"?code={Key}&a=1"));

        Assert.Equal("?code=REDACTED&a=1", key.RedactQuery($"?code={Key}&a=1"));
        Assert.Equal("?a=2&code=REDACTED", key.RedactQuery($"?a=2&code={Key}"));
        Assert.Equal("?code=REDACTED&a=1", key.RedactQuery($"?code={Key}&a=1"));
    }

    [Fact]
    public void Key_in_the_header_is_replaced_too()
    {
        HttpRequestData request = Request("").With("x-functions-key", Key);

        Memory<byte> redacted = FunctionKey.Of(request).Redact(Encoding.UTF8.GetBytes($"[{Key}]"));

        Assert.Equal("[REDACTED]", Encoding.UTF8.GetString(redacted.Span));
    }

    [Theory]
    [InlineData("?code=secret&a=1&b=%C3%A9", "?code=REDACTED&a=1&b=%C3%A9")]
    [InlineData("?a=1&CODE=x", "?a=1&CODE=REDACTED")]
    [InlineData("?a=1&co%64e=x", "?a=1&co%64e=REDACTED")]
    [InlineData("?login=1&secret=abc", "?login=1&secret=REDACTED")]
    [InlineData("?a=1", "?a=1")]
    [InlineData("", null)]
    public void Key_is_replaced_in_the_query_however_short_and_the_rest_stays(string query, string? expected) =>
        Assert.Equal(expected, FunctionKey.Of(Request(query)).RedactQuery(query));

    [Fact]
    public void Body_without_the_key_is_the_same_bytes()
    {
        byte[] body = [1, 2, 3, 0xFF];

        Assert.Equal(body, FunctionKey.Of(Request($"?code={Key}")).Redact(body.ToArray()).ToArray());
    }

    [Fact]
    public void Short_code_does_not_eat_into_a_body()
    {
        byte[] body = Encoding.UTF8.GetBytes("""{"time":1}""");

        Assert.Equal(body, FunctionKey.Of(Request("?code=1")).Redact(body.ToArray()).ToArray());
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("?code=abc", false)]
    [InlineData("?code=abc&login=1", true)]
    [InlineData("?login=", true)]
    public void Query_of_nothing_but_the_key_is_empty(string query, bool hasMore) =>
        Assert.Equal(hasMore, FunctionKey.HasOtherParameters(Request(query)));

    private static FakeRequest Request(string query) => new("POST", $"/api/webhooks/smartreach{query}");
}
