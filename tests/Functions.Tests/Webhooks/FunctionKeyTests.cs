using System.Text;
using Webhooks.Functions.Tests.Http;
using Webhooks.Functions.Webhooks;
using Webhooks.Ingestion.Redaction;

namespace Webhooks.Functions.Tests.Webhooks;

public sealed class FunctionKeyTests
{
    private const string Key = "a1B2-c3_D4/e5+F6==";

    private static readonly string[] Secrets = ["secret"];

    [Theory]
    [InlineData("?code=KEY", "", "?code=REDACTED")]
    [InlineData("?code=KEY&code=SUMMER2026", "", "?code=REDACTED&code=SUMMER2026")]
    [InlineData("?code=SUMMER2026&a=1", "KEY", "?code=SUMMER2026&a=1")]
    [InlineData("?CODE=KEY", "", "?CODE=REDACTED")]
    public void Only_the_value_that_the_host_takes_is_the_key(string query, string header, string redacted)
    {
        query = query.Replace("KEY", Uri.EscapeDataString(Key), StringComparison.Ordinal);
        FakeRequest request = header.Length > 0 ? Request(query).With("x-functions-key", Key) : Request(query);
        byte[] body = Encoding.UTF8.GetBytes($"SUMMER2026 {Key}");

        (string? stored, ReadOnlyMemory<byte> rest) = FunctionKey.RedactorOf(request, Secrets).Redact(query, body);

        Assert.Equal(redacted, stored);
        Assert.Equal("SUMMER2026 REDACTED", Encoding.UTF8.GetString(rest.Span));
    }

    [Fact]
    public void Next_request_with_another_key_is_redacted_of_that()
    {
        FunctionKey.RedactorOf(Request("?code=first-key"), Secrets);
        RedactedRequest redacted = FunctionKey.RedactorOf(Request("?code=second-key"), Secrets)
            .Redact("?code=second-key", default);
        Assert.Equal("?code=REDACTED", redacted.Query);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("?code=abc", false)]
    [InlineData("?code=abc&login=1", true)]
    [InlineData("?login=", true)]
    public void Query_of_nothing_but_the_key_is_empty(string query, bool hasMore) =>
        Assert.Equal(hasMore, FunctionKey.HasOtherParameters(Request(query)));

    private static FakeRequest Request(string query) => new("POST", $"/api/webhooks/smartico{query}");
}
