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

    [Theory]
    [InlineData("{\"a\":1, \"secret\" : \"s-1\", \"b\":\"s-1\"}", "{\"a\":1, \"secret\" : \"REDACTED\", \"b\":\"s-1\"}")]
    [InlineData("{\"Secret\":\"long-enough\",\"b\":[\"long\\u002denough\"]}", "{\"Secret\":\"REDACTED\",\"b\":[\"REDACTED\"]}")]
    [InlineData("{\"SECRET\":12345,\"b\":2}", "{\"SECRET\":null,\"b\":2}")]
    [InlineData("{\"secret\": 12345}", "{\"secret\": null}")]
    [InlineData("\"{\\\"secret\\\":\\\"x1\\\",\\\"b\\\":2}\"", "\"{\\\"secret\\\":\\\"REDACTED\\\",\\\"b\\\":2}\"")]
    [InlineData("login=1&secret=x+1&b=2", "login=1&secret=REDACTED&b=2")]
    [InlineData("secret=x1", "secret=REDACTED")]
    [InlineData("payload=%7B%22secret%22%3A%22x1%22%7D", "payload=%7B%22secret%22%3A%22REDACTED%22%7D")]
    [InlineData("{\"u\":\"https://x.example/?a=1&secret=x1\"}", "{\"u\":\"https://x.example/?a=1&secret=REDACTED\"}")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"secret\"\r\n\r\nx1\r\n--b--", "--b\r\nContent-Disposition: form-data; name=\"secret\"\r\n\r\nREDACTED\r\n--b--")]
    [InlineData("{\"text\":\"the secret: x, my_secret=5 secrets=6\",\"secret\":null,\"t\":\"secret\"}", null)]
    [InlineData("{\"secret\":{\"a\":1},\"secrets\":[\"secret\"]}", null)]
    public void Secret_is_replaced_in_the_body_by_its_name(string body, string? expected)
    {
        foreach (Encoding encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            ReadOnlyMemory<byte> bytes = encoding.GetBytes(body);
            ReadOnlyMemory<byte> stored = Redactor.Redact(null, bytes).Body;
            Assert.Equal(expected ?? body, encoding.GetString(stored.Span));
            Assert.Equal(expected is null, bytes.Equals(stored));
        }
    }

    [Theory]
    [InlineData("?secret=caf%C3%A9-%D0%B6%F0%9F%98%80", "[caf&#233;-&#x436;&#128512;]")]
    [InlineData("?secret=caf%C3%A9-%D0%B6%F0%9F%98%80", "[caf\\u00e9-\\u0436\\uD83D\\uDE00]")]
    [InlineData("?secret=caf%C3%A9-%D0%B6%F0%9F%98%80", "[caf%u00E9-%u0436%uD83D%uDE00]")]
    [InlineData("?secret=caf%C3%A9-%D0%B6%F0%9F%98%80", "[caf\\xe9-ж😀]")]
    [InlineData("?secret=caf%C3%A9-%D0%B6%F0%9F%98%80", "[café-&amp;#1078;&amp;#x1F600;]")]
    [InlineData(
        "?secret=%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9%C3%A9",
        "[&#233;&#233;&#233;&#233;&#xE9;&#xE9;&#xE9;&#xE9;]")]
    [InlineData("?secret=%26%23233%3Bcafeteria", "[écafeteria]")]
    public void Secret_of_any_script_is_replaced_however_its_characters_are_spelled(string query, string body) =>
        Assert.Equal(
            "[REDACTED]",
            Encoding.UTF8.GetString(Redactor.Redact(query, Encoding.UTF8.GetBytes(body)).Body.Span));

    [Theory]
    [InlineData("application/json; x=\"a1B2-c3_D4%2Fe5%2BF6%3D%3D\"", "application/json; x=\"REDACTED\"")]
    [InlineData("multipart/form-data; boundary=x", "multipart/form-data; boundary=x")]
    [InlineData(null, null)]
    public void Key_is_replaced_in_a_header(string? header, string? expected) =>
        Assert.Equal(expected, Redactor.RedactHeader(header, "?a=1"));

    [Fact]
    public void Short_key_is_replaced_where_it_is_the_whole_value_only() =>
        Assert.Equal(
            ("?code=REDACTED&time=1", "1"),
            new Redactor(["1"], []).Redact("?code=1&time=1", "1"u8.ToArray()) is var (query, body)
                ? (query, Encoding.UTF8.GetString(body.Span))
                : default);
}
