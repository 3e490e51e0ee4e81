using System.Globalization;

namespace Webhooks.Ingestion.Tests;

public sealed class DeliveryIdTests
{
    [Theory]
    [InlineData("1970-01-01T00:00:00.000Z")]
    [InlineData("2026-03-01T12:34:56.789Z")]
    [InlineData("2026-03-01T12:34:56.789+05:30")]
    [InlineData("9999-12-31T23:59:59.999Z")]
    public void Id_is_a_version_7_uuid_that_holds_its_time(string time)
    {
        DateTimeOffset at = DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);

        string id = DeliveryId.New(at);

        Guid guid = Guid.ParseExact(id, "N");
        Assert.Equal(7, guid.Version);
        Assert.InRange(guid.Variant, 8, 11);
        Assert.True(DeliveryId.TryParse(id, out string canonical, out DateTimeOffset receivedAt));
        Assert.Equal(id, canonical);
        Assert.Equal(at.ToUniversalTime(), receivedAt);
        Assert.StartsWith(Guid.CreateVersion7(at).ToString("N")[..12], id, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_bit_that_is_neither_time_nor_version_is_random()
    {
        DateTimeOffset at = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        UInt128[] ids = [.. Enumerable.Range(0, 10_000)
            .Select(_ => UInt128.Parse(DeliveryId.New(at), NumberStyles.HexNumber, CultureInfo.InvariantCulture))];

        UInt128 changing = ids.Aggregate(UInt128.Zero, (bits, id) => bits | (id ^ ids[0]));

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Equal(new UInt128(0x0FFF, 0x3FFF_FFFF_FFFF_FFFF), changing);
    }

    [Fact]
    public void Later_id_sorts_after_an_earlier_one()
    {
        DateTimeOffset at = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        string[] ids = [.. Enumerable.Range(0, 100).Select(i => DeliveryId.New(at.AddMilliseconds(i)))];

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
    }

    [Fact]
    public void Time_before_1970_has_no_id() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DeliveryId.New(DateTimeOffset.UnixEpoch.AddMilliseconds(-1)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0195f2a04b7c7d3e8f0011223344556")]
    [InlineData("0195f2a04b7c4d3e8f00112233445566")] // version 4
    [InlineData("ffffffffffff7d3e8f00112233445566")] // a time that no calendar has
    public void What_is_no_id_is_said_to_be_none(string? text) => Assert.False(DeliveryId.TryParse(text, out _, out _));
}
