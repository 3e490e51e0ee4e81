using Webhooks.Ingestion;
using Webhooks.Storage.Events;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Tests.Spread;

public sealed class DayPartsTests
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    [Fact]
    public void A_day_has_what_the_last_entry_up_to_it_says_and_before_the_first_one()
    {
        DayParts parts = new([(Day.AddDays(5), 4), (Day, 16), (Day.AddDays(9), 1)]);

        Assert.Equal(
            [1, 16, 16, 4, 4, 1, 1],
            ((int[])[-1, 0, 4, 5, 8, 9, 1000]).Select(days => parts.Of(Day.AddDays(days))));
        Assert.Equal(1, DayParts.One.Of(Day));
    }

    [Fact]
    public void Partitions_are_named_after_the_day_and_their_number_the_first_as_one_alone_is()
    {
        VendorDay day = new("smartico", Day);

        Assert.Equal(["smartico_20260301"], DayParts.One.PartitionsOf(day));
        Assert.Equal(
            ["smartico_20260301", "smartico_20260301_01", "smartico_20260301_02"],
            new DayParts([(Day, 3)]).PartitionsOf(day));
        Assert.Equal("smartico_20260301_63", day.Partition(63));
    }

    // As they are written down in docs/operating.md: whoever looks for a row by hand goes by it.
    [Theory]
    [InlineData("0195f2a04b7c7d3e8f0011223344000f", 16, "smartico_20260301_15")]
    [InlineData("0195f2a04b7c7d3e8f00112233440010", 16, "smartico_20260301")]
    [InlineData("0195f2a04b7c7d3e8f0011223344ffff", 64, "smartico_20260301_63")]
    [InlineData("0195f2a04b7c7d3e8f0011223344ffff", 7, "smartico_20260301_01")]
    [InlineData("made up", 4, "smartico_20260301")]
    [InlineData("", 4, "smartico_20260301")]
    public void A_row_is_where_the_last_four_digits_of_its_id_say(string id, int number, string partition) =>
        Assert.Equal(partition, new DayParts([(Day, number)]).PartitionOf(new VendorDay("smartico", Day), id));

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(16)]
    [InlineData(64)]
    public void Ids_are_spread_evenly(int number)
    {
        DayParts parts = new([(Day, number)]);
        VendorDay day = new("smartreach", Day);
        IEnumerable<string> ids = Enumerable.Range(0, 20_000).SelectMany(i => new[]
        {
            EventIdentity.From("smartreach", $"{i}"),
            DeliveryId.New(Samples.Noon.AddMilliseconds(i)),
        });
        Dictionary<string, int> rows = ids.CountBy(id => parts.PartitionOf(day, id)).ToDictionary();

        Assert.Equal(number, rows.Count);
        double share = 40_000.0 / number;
        Assert.All(rows.Values, count => Assert.InRange(count, share * 0.8, share * 1.2));
    }

    [Theory]
    [InlineData("smartico_20260301", "smartico")]
    [InlineData("smartico_20260301_01", "smartico")]
    [InlineData("smartico_20260301_63", "smartico")]
    [InlineData("of_20260101_20260301", "of_20260101")] // a vendor's name that looks like a day
    [InlineData("of_07_20260301_09", "of_07")]
    [InlineData("_20260301", null)]
    [InlineData("20260301_01", null)]
    [InlineData("smartico_20260301_1", null)]
    [InlineData("smartico_20260301_001", null)]
    [InlineData("smartico_20260301_x1", null)]
    [InlineData("smartico_20260301_01_01", null)]
    [InlineData("smartico_01", null)]
    [InlineData("", null)]
    public void A_partition_says_the_vendor_and_the_day(string partition, string? vendor)
    {
        bool isDay = VendorDay.TryParse(partition, out VendorDay day);

        Assert.Equal(vendor is not null, isDay);
        Assert.Equal(vendor is null ? default : new VendorDay(vendor, Day), day);
    }

    [Fact]
    public void An_event_has_one_key_wherever_its_row_is()
    {
        EngagementEvent one = Samples.Event(7, Samples.Noon);
        EventKey key = EventKey.Of(one);
        DayParts parts = new([(Day, 16)]);

        Assert.Equal(key, EventKey.Of(EventRow.From(one, DayParts.One)));
        Assert.Equal(key, EventKey.Of(EventRow.From(one, parts)));
        Assert.Equal(key.PartitionIn(parts), EventRow.From(one, parts).PartitionKey);
        Assert.True(EventKey.TryParse($"{key.DayKey}_15/{key.Row}", out EventKey read));
        Assert.Equal(key, read);
        Assert.True(ParkedEvent.TryKey($"{key.DayKey}_15_{key.Row}", out EventKey parked));
        Assert.Equal(key, parked);
    }
}
