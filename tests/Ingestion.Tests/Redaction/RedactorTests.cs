using System.Text;
using Webhooks.Ingestion.Redaction;

namespace Webhooks.Ingestion.Tests.Redaction;

public sealed class RedactorTests
{
    private const string Key = "a1B2-c3_D4/e5+F6==";

    private static readonly Redactor Redactor = new([Key], ["secret"]);

    [Theory]
    [InlineData("", "")]
    [InlineData("{K}", "REDACTED")]
    [InlineData("{K}{K}", "REDACTEDREDACTED")]
    [InlineData("a{K}bc{K}def", "aREDACTEDbcREDACTEDdef")]
    [InlineData("{K}=", "REDACTED=")]
    [InlineData("x%a1B2-c3_D4/e5+F6&#x3D;&#61;y", "x%REDACTEDy")]
    [InlineData("\\na1B2-c3_D4\\/e5\\u002bF6\\u003d", "\\nREDACTED")]
    [InlineData("a1B2-c3_D4/e5+F", "a1B2-c3_D4/e5+F")]
    public void What_is_around_the_key_stays(string body, string expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body.Replace("{K}", Key, StringComparison.Ordinal));
        Assert.Equal(expected, Encoding.UTF8.GetString(Redactor.Redact(null, bytes).Body.Span));
    }

    [Theory]
    [InlineData("?login=1&secret=abc", "?login=1&secret=REDACTED")]
    [InlineData("?login=1&amp;secret=abc&amp;time=2", "?login=1&amp;secret=REDACTED&amp;time=2")]
    [InlineData("?brand=one?secret=s3cr3t-value-2&login=7", "?brand=one?secret=REDACTED&login=7")]
    [InlineData("?brand=one%3FSECRET%3Ds3cr3t-value-2%26a%3D1&login=7",
        "?brand=one%3FSECRET%3DREDACTED%26a%3D1&login=7")]
    [InlineData("?secret=s3cr3t-value-2&view_url=x%2Fs3cr3t%2Dvalue-2", "?secret=REDACTED&view_url=x%2FREDACTED")]
    [InlineData("?a=1&b=%C3%A9&secrets=4&my_secret=5", "?a=1&b=%C3%A9&secrets=4&my_secret=5")]
    [InlineData("?code=SUMMER2026", "?code=SUMMER2026")]
    [InlineData("", null)]
    public void Secrets_are_replaced_in_the_query_and_the_rest_stays(string query, string? expected) =>
        Assert.Equal(expected, Redactor.Redact(query, default).Query);

    [Fact]
    public void Secret_of_the_query_is_replaced_in_the_body() =>
        Assert.Equal(
            "[REDACTED]",
            Encoding.UTF8.GetString(
                Redactor.Redact("?secret=s3cr3t-value-2", "[s3cr3t\\u002dvalue-2]"u8.ToArray()).Body.Span));

    [Fact]
    public void Short_key_is_replaced_where_it_is_the_whole_value_only() =>
        Assert.Equal(
            ("?code=REDACTED&time=1", "1"),
            new Redactor(["1"], []).Redact("?code=1&time=1", "1"u8.ToArray()) is var (query, body)
                ? (query, Encoding.UTF8.GetString(body.Span))
                : default);
}
