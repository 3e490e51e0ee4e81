using Webhooks.Functions.Http;

namespace Webhooks.Functions.Tests.Http;

public sealed class UrlEncodedTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("?", "")]
    [InlineData("?&&", "")]
    [InlineData("?a", "a=")]
    [InlineData("?a=1&b=2=3", "a=1 b=2=3")]
    [InlineData("?=1", "=1")]
    [InlineData("?a+b=c+d%2B%C3%A9", "a b=c d+é")]
    [InlineData("?a=%FF%zz%", "a=%FF%zz%")]
    public void Names_and_values_are_decoded_and_what_is_not_encoded_right_stays(string query, string expected) =>
        Assert.Equal(
            expected, string.Join(' ', UrlEncoded.Parse(query).Pairs.Select(pair => $"{pair.Name}={pair.Value}")));

    [Fact]
    public void Name_is_found_in_any_case_and_its_first_value_counts()
    {
        UrlEncoded query = UrlEncoded.Parse("?Day=1&day=2");

        Assert.Equal("1", query["DAY"]);
        Assert.Equal(["1", "2"], query.ValuesOf("day"));
        Assert.Null(query["d"]);
    }
}
