using System.Buffers.Binary;
using System.Security.Cryptography;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Counts;
using Webhooks.Storage.Reading;
using Webhooks.Storage.RollUp;

namespace Webhooks.Storage.Tests.Reading;

public sealed class CampaignFiguresTests
{
    private static readonly string[] Types =
    [
        EventTypes.MessageSent, EventTypes.MessageSent, EventTypes.MessageOpened, EventTypes.ContactUnsubscribed,
        EventTypes.MessageAutoReplied,
    ];

    [Fact]
    public void Rates_divide_by_what_was_sent_and_other_types_are_told_apart()
    {
        DailyCount[] counts =
        [
            Count("Spring", "Day 1", EventTypes.MessageSent, 40),
            Count("Spring", "Day 2", EventTypes.MessageSent, 60),
            Count("Spring", "Day 1", EventTypes.MessageOpened, 30),
            Count("Spring", "Day 1", EventTypes.MessageAutoReplied, 5),
            Count("Spring", "Day 2", EventTypes.ContactUnsubscribed, 2),
            Count("Autumn", null, EventTypes.MessageOpened, 3),
        ];

        IReadOnlyList<CampaignFigures> campaigns = Add(counts, bySteps: false);
        IReadOnlyList<CampaignFigures> steps = Add(counts, bySteps: true);

        Assert.Equal(
            new CampaignFigures("smartreach", "Spring", null, 100, 30, 0, 0, 0, 2, 5), campaigns[0]);
        Assert.Equal((0.3, 0.02, 137), (campaigns[0].OpenRate, campaigns[0].UnsubscribeRate, campaigns[0].Total));
        Assert.Null(campaigns[1].OpenRate);
        Assert.Equal(["Day 2", "Day 1", null], steps.Select(step => step.CampaignStep));
        Assert.Equal(0.75, steps[1].OpenRate);
    }

    /// <summary>However rows are kept and whatever is added first, it is what all of them together say.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Sums_and_contacts_are_those_of_all_rows_together(bool bySteps)
    {
        Random random = new(7);
        DailyCount[] counts = [.. Enumerable.Range(0, 400).Select(number =>
        {
            ContactSketch sketch = new();
            for (int i = random.Next(3_000) * random.Next(2); i >= 0; i--)
                sketch.Add(Hash(random.Next(5_000)));
            long contacts = sketch.Count;
            sketch.Fold(1_024);
            return Count(
                $"c{random.Next(20)}",
                random.Next(4) == 0 ? null : $"Day {random.Next(3)}",
                Types[random.Next(Types.Length)],
                random.Next(1, 5_000)) with
            {
                Day = new DateOnly(2026, 3, 1).AddDays(random.Next(30)),
                Contacts = contacts,
                Sketch = number % 97 == 0 ? null : sketch,
            };
        })];

        CampaignSums sums = new(bySteps, byDay: true);
        foreach (DailyCount count in counts)
            sums.Add(count);
        IReadOnlyList<CampaignFigures> figures = sums.Figures();

        ILookup<(string?, string?), DailyCount> groups =
            counts.ToLookup(count => (count.Campaign, bySteps ? count.CampaignStep : null));
        Assert.Equal(groups.Count, figures.Count);
        Assert.Equal(figures.Select(one => one.Sent).OrderDescending(), figures.Select(one => one.Sent));
        foreach (CampaignFigures one in figures)
        {
            DailyCount[] rows = [.. groups[(one.Campaign, one.CampaignStep)]];
            Assert.Equal(rows.Sum(row => row.Count), one.Total);
            Assert.Equal(rows.Where(row => row.Type == EventTypes.MessageOpened).Sum(row => row.Count), one.Opened);
            Assert.Equal(
                rows.GroupBy(row => row.Day).ToDictionary(day => day.Key, day => day.Sum(row => row.Count)),
                sums.DaysOf(one));
            bool areKnown = rows.All(row => row.Sketch is not null);
            Assert.Equal(
                areKnown ? Together(rows.Where(row => row.Type == EventTypes.MessageSent)) : null, one.Contacts?.Sent);
            Assert.Equal(
                areKnown ? Together(rows.Where(row => row.Type == EventTypes.ContactUnsubscribed)) : null,
                one.Contacts?.Unsubscribed);
            Assert.Equal(areKnown ? Together(rows) : null, one.Contacts?.All);
        }
    }

    // Whoever is in one of the rows, one hash after the other; of a single row its own number.
    private static long? Together(IEnumerable<DailyCount> counts)
    {
        DailyCount[] rows = [.. counts];
        if (rows is [var only])
            return only.Contacts;
        ContactSketch all = new();
        foreach (DailyCount row in rows)
            all.Add(ContactSketch.Unpack(row.Sketch!.Pack()));
        return all.Count;
    }

    private static ulong Hash(int contact) => BinaryPrimitives.ReadUInt64LittleEndian(
        SHA256.HashData(BitConverter.GetBytes(contact)));

    private static IReadOnlyList<CampaignFigures> Add(IEnumerable<DailyCount> counts, bool bySteps)
    {
        CampaignSums sums = new(bySteps);
        foreach (DailyCount count in counts)
            sums.Add(count);
        return sums.Figures();
    }

    private static DailyCount Count(string campaign, string? step, string type, long number) => new(
        "smartreach", new DateOnly(2026, 3, 1), type, Channels.Email, number, default, campaign, step);
}
