using Webhooks.Functions.Http;

namespace Webhooks.Functions.Tests.Http;

public sealed class CsvTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("Offer;=1+1", "\"Offer;=1+1\"")]
    [InlineData("Promo\t=1+1", "\"Promo\t=1+1\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a \"b\"", "\"a \"\"b\"\"\"")]
    [InlineData("a\n=1+1", "\"a\n=1+1\"")]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("  @SUM(A1)", "\"'  @SUM(A1)\"")]
    [InlineData(";=1+1", "\";=1+1\"")]
    [InlineData("a=1;b", "\"a=1;b\"")]
    public void Text_is_one_cell_and_no_formula_however_a_spreadsheet_parts_the_line(string text, string cell)
    {
        Csv csv = new("subject");
        csv.Row(text);
        Assert.Equal($"subject\r\n{cell}\r\n", csv.ToString());
    }
}
