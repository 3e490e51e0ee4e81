using System.Globalization;
using System.Text;
using Webhooks.Ingestion.Times;

namespace Webhooks.Ingestion.Tests;

public sealed class VendorTimeTests
{
    [Theory]
    [InlineData("1664115803000", "2022-09-25T14:23:23.000Z")]
    [InlineData(" 1664115803123 ", "2022-09-25T14:23:23.123Z")]
    [InlineData("1664115803", "2022-09-25T14:23:23.000Z")]
    [InlineData("1664115803.5", "2022-09-25T14:23:23.500Z")]
    [InlineData("1664115803000.0", "2022-09-25T14:23:23.000Z")]
    [InlineData("1.664115803E12", "2022-09-25T14:23:23.000Z")]
    [InlineData("1664115803000000", "2022-09-25T14:23:23.000Z")]
    [InlineData("1664115803123456.7", "2022-09-25T14:23:23.123Z")]
    [InlineData("1664115803000000000", "2022-09-25T14:23:23.000Z")]
    [InlineData("1664115803,5", "2022-09-25T14:23:23.500Z")]
    [InlineData("637997126030000000", "2022-09-25T14:23:23.000Z")]
    [InlineData("133085894030000000", "2022-09-25T14:23:23.000Z")]
    [InlineData("20220925142323", "2022-09-25T14:23:23.000Z")]
    [InlineData("20220925142323123", "2022-09-25T14:23:23.123Z")]
    [InlineData("202209251423", "2022-09-25T14:23:00.000Z")]
    [InlineData("/Date(1664115803000)/", "2022-09-25T14:23:23.000Z")]
    [InlineData("/Date(1664115803000+0200)/", "2022-09-25T14:23:23.000Z")]
    [InlineData("20220925T142323Z", "2022-09-25T14:23:23.000Z")]
    [InlineData("20220925T162323.5+0200", "2022-09-25T14:23:23.500Z")]
    [InlineData("20220925T1423Z", "2022-09-25T14:23:00.000Z")]
    [InlineData("20220925 14:23:23", "2022-09-25T14:23:23.000Z")]
    [InlineData("2022-09-25T14Z", "2022-09-25T14:00:00.000Z")]
    [InlineData("2022-268T14:23:23Z", "2022-09-25T14:23:23.000Z")]
    [InlineData("2022-W38-7T14:23:23Z", "2022-09-25T14:23:23.000Z")]
    [InlineData("2022-09-25T14:23:23,5Z", "2022-09-25T14:23:23.500Z")]
    [InlineData("2022-09-24T24:00:00Z", "2022-09-25T00:00:00.000Z")]
    [InlineData("2022-09-24T23:59:60Z", "2022-09-25T00:00:00.000Z")]
    [InlineData("2022-09-25T16:23:23+02:00[Europe/Berlin]", "2022-09-25T14:23:23.000Z")]
    [InlineData("2022-09-25T16:23:23[Europe/Berlin]", "2022-09-25T14:23:23.000Z")]
    [InlineData("2022-09-25T16:23:23 Europe/Berlin", "2022-09-25T14:23:23.000Z")]
    [InlineData("2022-09-25T14:23:23Z[UTC]", "2022-09-25T14:23:23.000Z")]
    [InlineData("2022-09-25T16:23:23+02:00[Nowhere/Else]", "2022-09-25T14:23:23.000Z")]
    [InlineData("2022-09-25T14:23:23 UTC", "2022-09-25T14:23:23.000Z")]
    [InlineData("2022-09-25 14:23:23 GMT", "2022-09-25T14:23:23.000Z")]
    [InlineData("2022-09-25 16:23:23 GMT+2", "2022-09-25T14:23:23.000Z")]
    [InlineData("2022-09-25 16:23:23 UTC+02:00", "2022-09-25T14:23:23.000Z")]
    [InlineData("2022-09-25 16:23:23 CEST", "2022-09-25T14:23:23.000Z")]
    [InlineData("2022-09-25 16:23:23.123456789 +0200 CEST", "2022-09-25T14:23:23.123Z")]
    [InlineData("2022-09-25 16:23:23.5 +0200 CEST m=+0.0123", "2022-09-25T14:23:23.500Z")]
    [InlineData("2022-09-25 14:23:23 +0000 UTC", "2022-09-25T14:23:23.000Z")]
    [InlineData("2022-09-25 17:23:23 +0300 +03", "2022-09-25T14:23:23.000Z")]
    [InlineData("2022-09-25 02:23:23 PM", "2022-09-25T14:23:23.000Z")]
    [InlineData("2022-09-25T10:23:23\u221204:00", "2022-09-25T14:23:23.000Z")]
    [InlineData("2022/09/25 14:23:23", "2022-09-25T14:23:23.000Z")]
    [InlineData("25.09.2022 14:23:23", "2022-09-25T14:23:23.000Z")]
    [InlineData("25/09/2022 14:23:23", "2022-09-25T14:23:23.000Z")]
    [InlineData("9/25/2022, 2:23:23 PM", "2022-09-25T14:23:23.000Z")]
    [InlineData("Sun, 25 Sep 2022 14:23:23 +0000", "2022-09-25T14:23:23.000Z")]
    [InlineData("Sun, 25 Sep 2022 16:23:23 +0200 (CEST)", "2022-09-25T14:23:23.000Z")]
    [InlineData("25 Sep 2022 10:23 EDT", "2022-09-25T14:23:00.000Z")]
    [InlineData("Sun, 25 Sep 2022 14:23:23 GMT", "2022-09-25T14:23:23.000Z")]
    [InlineData("Sunday, 25-Sep-22 14:23:23 GMT", "2022-09-25T14:23:23.000Z")]
    [InlineData("Sun Sep 25 14:23:23 2022", "2022-09-25T14:23:23.000Z")]
    [InlineData("Sun Sep 25 14:23:23 UTC 2022", "2022-09-25T14:23:23.000Z")]
    [InlineData("Sun Sep 25 16:23:23 +0200 2022", "2022-09-25T14:23:23.000Z")]
    [InlineData("Sun Sep 25 2022 14:23:23 GMT+0000 (Coordinated Universal Time)", "2022-09-25T14:23:23.000Z")]
    [InlineData("Sun Sep 25 2022 17:23:23 GMT+0300 (Москва, стандартное время)", "2022-09-25T14:23:23.000Z")]
    [InlineData("Sep 25, 2022, 2:23:23\u202fPM", "2022-09-25T14:23:23.000Z")]
    [InlineData("Sep 25, 2022 2:23:23 PM", "2022-09-25T14:23:23.000Z")]
    [InlineData("September 25, 2022 at 2:23 PM", "2022-09-25T14:23:00.000Z")]
    [InlineData("September 25th, 2022 12:23 AM", "2022-09-25T00:23:00.000Z")]
    [InlineData("25/Sep/2022:14:23:23 +0000", "2022-09-25T14:23:23.000Z")]
    [InlineData("\"2022-09-25T14:23:23Z\"", "2022-09-25T14:23:23.000Z")]
    [InlineData("2022-09-25T14:23:23Z", "2022-09-25T14:23:23.000Z")]
    [InlineData("2022-09-25T14:23:23.1239999z", "2022-09-25T14:23:23.123Z")]
    [InlineData("2022-09-25T14:23:23.1234567890123+00:00", "2022-09-25T14:23:23.123Z")]
    [InlineData("2022-09-25T16:23:23+02:00", "2022-09-25T14:23:23.000Z")]
    [InlineData("2022-09-25T09:53:23-0430", "2022-09-25T14:23:23.000Z")]
    [InlineData("2022-09-25T16:23:23+02", "2022-09-25T14:23:23.000Z")]
    [InlineData("2022-09-25T16:23:23 02:00", "2022-09-25T14:23:23.000Z")]
    [InlineData("2022-09-25 14:23", "2022-09-25T14:23:00.000Z")]
    [InlineData("2022-09-25T14:23:23", "2022-09-25T14:23:23.000Z")]
    [InlineData("1,664,115,803,000", "2022-09-25T14:23:23.000Z")]
    [InlineData("1_664_115_803_123", "2022-09-25T14:23:23.123Z")]
    [InlineData("1.664.115.803", "2022-09-25T14:23:23.000Z")]
    [InlineData("2022-09-25-14.23.23.500000", "2022-09-25T14:23:23.500Z")]
    [InlineData("2022-09-25-14:23:23", "2022-09-25T14:23:23.000Z")]
    [InlineData("2022-09-25_14:23:23", "2022-09-25T14:23:23.000Z")]
    [InlineData("25.09.2022 14.23.23", "2022-09-25T14:23:23.000Z")]
    [InlineData("25-SEP-22 02.23.23.000000 PM", "2022-09-25T14:23:23.000Z")]
    [InlineData("2022-09-25T16%3A23%3A23%2B02%3A00", "2022-09-25T14:23:23.000Z")]
    [InlineData("new Date(1664115803000)", "2022-09-25T14:23:23.000Z")]
    [InlineData("ISODate(\"2022-09-25T14:23:23Z\")", "2022-09-25T14:23:23.000Z")]
    [InlineData("\\/Date(1664115803000)\\/", "2022-09-25T14:23:23.000Z")]
    [InlineData("2000-01-01T00:00:00Z", "2000-01-01T00:00:00.000Z")]
    [InlineData("2099-12-31T23:59:59.999Z", "2099-12-31T23:59:59.999Z")]
    [InlineData("946684800000", "2000-01-01T00:00:00.000Z")]
    public void A_time_is_read_whatever_its_spelling(string text, string expected)
    {
        Assert.True(VendorTime.TryRead(text, out DateTimeOffset time));
        Assert.Equal(expected, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        Assert.Equal(TimeSpan.Zero, time.Offset);
        Assert.True(VendorTime.TryRead(Encoding.UTF8.GetBytes(text), out DateTimeOffset fromUtf8));
        Assert.Equal(time, fromUtf8);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("0")]
    [InlineData("-1664115803000")]
    [InlineData("946684799999")]
    [InlineData("4102444800000")]
    [InlineData("999999999")]
    [InlineData("10000000000")]
    [InlineData("16641158030000")]
    [InlineData("20221325142323")]
    [InlineData("99999999999999999999999999999999999")]
    [InlineData("1e400")]
    [InlineData("NaN")]
    [InlineData("2022-09-25")]
    [InlineData("1999-12-31T23:59:59.999Z")]
    [InlineData("2100-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("2022-02-30T00:00:00Z")]
    [InlineData("2022-09-25T24:00:01Z")]
    [InlineData("2022-09-25T14:23:61Z")]
    [InlineData("2022-09-25T14:23:23.Z")]
    [InlineData("2022-09-25T14:23:23+02:")]
    [InlineData("2022-09-25T14:23:23+2")]
    [InlineData("2022-09-25T14:23:23 CST")]
    [InlineData("2022-09-25T14:23[Nowhere/Else]")]
    [InlineData("2022-10-30T02:30[Europe/Berlin]")]
    [InlineData("2022-03-27T02:30[Europe/Berlin]")]
    [InlineData("2022-09-25T14:23 ../etc/passwd")]
    [InlineData("Sun, 25 Sep 2022")]
    [InlineData("Sep 25 Oct 2022 14:23:23")]
    [InlineData("Sep 31 2022 14:23:23")]
    [InlineData("25 2022 14:23:23")]
    [InlineData("13:23 PM Sep 25 2022")]
    [InlineData("/Date(x)/")]
    [InlineData("Date()")]
    [InlineData("2022-09-25T14.23")]
    [InlineData("09/08/2022 14:23:23")]
    [InlineData("09-08-2022 14:23:23")]
    [InlineData("1,664,115,80,000")]
    [InlineData("1,664.115,803,000")]
    [InlineData("2022-09-25-05:00")]
    [InlineData("2022-09-25-14:23")]
    [InlineData("Date(\"x\")")]
    [InlineData("%")]
    public void Anything_else_is_no_time(string text)
    {
        Assert.False(VendorTime.TryRead(text, out _));
        Assert.False(VendorTime.TryRead(Encoding.UTF8.GetBytes(text), out _));
    }

    [Fact]
    public void A_long_text_is_no_time() => Assert.False(VendorTime.TryRead(new string('1', 1 << 20), out _));

    [Fact]
    public void Ten_digits_are_seconds()
    {
        Assert.True(VendorTime.TryRead(1_000_000_000, out DateTimeOffset first));
        Assert.Equal(2001, first.Year);
        Assert.True(VendorTime.TryRead(4_102_444_799, out DateTimeOffset last));
        Assert.Equal(2099, last.Year);
        Assert.False(VendorTime.TryRead(4_102_444_800, out _));
        Assert.False(VendorTime.TryRead(long.MaxValue, out _));
        Assert.False(VendorTime.TryRead(long.MinValue, out _));
    }
}
