using System.IO.Compression;
using Webhooks.Ingestion.Counts;

namespace Webhooks.Ingestion.Tests.Counts;

public sealed class EventCountsTests
{
    private static readonly CountKey Sent = new(EventTypes.MessageSent, Channels.Email, "Spring", "Day 1");

    [Fact]
    public void Contacts_of_campaigns_come_back_and_count_once_over_hours()
    {
        EventCounts day = new();
        foreach (EventCounts hour in (EventCounts[])[Hour(1, 2, 2), Hour(2, 3), Hour()])
            day.Add(EventCounts.Unpack(hour.Pack()));

        Assert.Equal(5, day.Counts[Sent]);
        Assert.Equal(3, day.Contacts[Sent].Count);
        Assert.True(day.IsSame(EventCounts.Unpack(day.Pack())));
        Assert.False(day.IsSame(day.WithoutContacts()));
        Assert.Equal(5, day.WithoutContacts().Counts[Sent]);
        Assert.Empty(day.ByTypeAndChannel().Contacts);
    }

    [Fact]
    public void Event_of_nobody_counts_and_one_of_no_campaign_has_no_contacts()
    {
        EventCounts hour = new();
        hour.AddEvent(Sent, null);
        hour.AddEvent(Sent with { Campaign = null, CampaignStep = null }, 1);

        Assert.Equal(0, Assert.Single(hour.Contacts).Value.Count);
        Assert.Equal(2, hour.ByTypeAndChannel().Counts.Values.Single());
    }

    [Fact]
    public void Day_with_an_hour_of_a_former_version_does_not_know_its_contacts()
    {
        EventCounts former = EventCounts.Unpack(Brotli(
            """[{"Type":"message.sent","Channel":"email","Campaign":"Spring","Step":"Day 1","Count":7}]"""u8));
        EventCounts[][] days = [[Hour(1), former], [former, Hour(1)], [former, Hour(1), Hour(2)]];
        foreach (EventCounts[] hours in days)
        {
            EventCounts day = new();
            foreach (EventCounts hour in hours)
                day.Add(hour);

            Assert.Equal(6 + hours.Length, day.Counts[Sent]);
            Assert.Empty(day.Contacts);
        }
    }

    [Fact]
    public void Longest_lists_are_given_up_first_and_short_ones_never()
    {
        EventCounts hour = new();
        for (ulong contact = 0; contact < 3_000; contact++)
        {
            hour.AddEvent(Sent, contact << 20);
            if (contact < 1_500)
                hour.AddEvent(Sent with { CampaignStep = "Day 2" }, contact << 20);
            if (contact < 10)
                hour.AddEvent(Sent with { CampaignStep = "Day 3" }, contact << 20);
        }

        hour.FoldContacts(listed: 2_000, longest: 100);
        Assert.Equal(
            ["Day 2", "Day 3"],
            hour.Contacts.Where(one => one.Value.IsExact).Select(one => one.Key.CampaignStep!).Order());
        hour.FoldContacts(listed: 0, longest: 100);
        Assert.Equal("Day 3", Assert.Single(hour.Contacts, one => one.Value.IsExact).Key.CampaignStep);
    }

    private static EventCounts Hour(params ulong[] contacts)
    {
        EventCounts hour = new();
        foreach (ulong contact in contacts)
            hour.AddEvent(Sent, contact);
        return hour;
    }

    private static byte[] Brotli(ReadOnlySpan<byte> text)
    {
        using MemoryStream packed = new();
        using (BrotliStream brotli = new(packed, CompressionLevel.Fastest))
            brotli.Write(text);
        return packed.ToArray();
    }
}
