using Webhooks.Functions.Http;

namespace Webhooks.Functions.Tests.Http;

public sealed class QueryParametersTests
{
    private static readonly DateOnly Today = new(2026, 3, 1);

    [Theory]
    [InlineData("?day=9999-12-31")]
    [InlineData("?day=0001-01-01")]
    [InlineData("?day=2026-02-30")]
    [InlineData("?day=today")]
    [InlineData("?day=2026-03-01&day=2026-03-02")]
    [InlineData("?Day=2026-03-01")]
    [InlineData("?yad=2026-03-01")]
    public void Day_that_is_none_is_named(string query) => Assert.Throws<BadParameterException>(() => Day(query));

    [Theory]
    [InlineData("?day=2026-01-31")]
    [InlineData("?day=20260131&code=x&code=y&clientId=z")]
    public void Day_is_read_in_both_spellings_and_the_hosts_own_parameters_are_left_alone(string query) =>
        Assert.Equal(new DateOnly(2026, 1, 31), Day(query));

    [Fact]
    public void Day_that_is_not_given_is_the_default() => Assert.Equal(Today, Day("?day="));

    private static DateOnly Day(string query) =>
        new QueryParameters(new FakeRequest("GET", $"/api/events{query}"), "day").Day("day", Today);
}
