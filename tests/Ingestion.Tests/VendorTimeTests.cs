using System.Text;
using Webhooks.Ingestion.Vendors;

namespace Webhooks.Ingestion.Tests;

public sealed class VendorTimeTests
{
    [Theory]
    [InlineData("1768471200123", "2026-01-15T10:00:00.123Z")]
    [InlineData(" 1768471200123 ", "2026-01-15T10:00:00.123Z")]
    [InlineData("1768471200123.9", "2026-01-15T10:00:00.123Z")]
    [InlineData("1.768471200123e12", "2026-01-15T10:00:00.123Z")]
    [InlineData("1768471200", "2026-01-15T10:00:00.000Z")]
    [InlineData("1768471200.5", "2026-01-15T10:00:00.500Z")]
    [InlineData("2026-01-15T10:00:00Z", "2026-01-15T10:00:00.000Z")]
    [InlineData("2026-01-15t10:00:00z", "2026-01-15T10:00:00.000Z")]
    [InlineData("2026-01-15T10:00Z", "2026-01-15T10:00:00.000Z")]
    [InlineData("2026-01-15 15:30:00.123456789 +0530", "2026-01-15T10:00:00.123Z")]
    [InlineData("2026-01-15T05:00:00,5-05", "2026-01-15T10:00:00.500Z")]
    [InlineData("946684800000", "2000-01-01T00:00:00.000Z")]
    [InlineData("4102444799999", "2099-12-31T23:59:59.999Z")]
    public void Instant_is_read(string text, string expected)
    {
        Assert.True(VendorTime.TryRead(text, out DateTimeOffset time));
        Assert.Equal(expected, Json.EventJson.Time(time));
        Assert.Equal(TimeSpan.Zero, time.Offset);
        Assert.True(VendorTime.TryRead(Encoding.UTF8.GetBytes(text), out DateTimeOffset same));
        Assert.Equal(time, same);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1768471200123")]
    [InlineData("946684799")]
    [InlineData("4102444800000")]
    [InlineData("1768471200123000")]
    [InlineData("1e400")]
    [InlineData("99999999999999999999999999999999999999999999")]
    [InlineData("yesterday")]
    [InlineData("2026-01-15")]
    [InlineData("2026-01-15T10:00:00")]
    [InlineData("2026-02-30T10:00:00Z")]
    [InlineData("1999-12-31T23:59:59Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("2026-01-15T10:00:00+99:00")]
    [InlineData("2026-01-15T10:00:00Z and much more text that is longer than any time can be")]
    public void Anything_else_is_no_time(string text)
    {
        Assert.False(VendorTime.TryRead(text, out _));
        Assert.False(VendorTime.TryRead(Encoding.UTF8.GetBytes(text), out _));
    }
}
