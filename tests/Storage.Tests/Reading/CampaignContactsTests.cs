using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Ingestion;
using Webhooks.Storage.Events;
using Webhooks.Storage.Reading;
using Webhooks.Storage.Retention;
using Webhooks.Storage.RollUp;
using Webhooks.Storage.Tables;
using Webhooks.Storage.Tests.Interleaving;

namespace Webhooks.Storage.Tests.Reading;

/// <summary>Contacts beside events: each once, and not to be found any more once they are erased.</summary>
public sealed class CampaignContactsTests
{
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly MemoryTables _memory = new();
    private readonly WebhookTables _tables;
    private readonly EventStore _events;
    private readonly DailyRollUp _rollUp;

    public CampaignContactsTests()
    {
        _tables = new WebhookTables(new GatedTables(_memory, new Turns(isOpen: true)));
        _events = Samples.Store(_tables);
        _rollUp = new DailyRollUp(
            _tables, new PurgeMarks(_tables), new ManualClock(Morning.AddDays(2)), NullLogger<DailyRollUp>.Instance);
    }

    [Fact]
    public async Task Contact_counts_once_in_hours_days_steps_and_spellings()
    {
        await CountAsync(
            Event(1, Morning, "7", "Day 1"),
            Event(2, Morning.AddHours(1), " 7.0", "Day 1"),
            Event(3, Morning.AddHours(1), "8", "Day 1"),
            Event(4, Morning.AddHours(2), "8", "Day 2"),
            Event(5, Morning.AddHours(2), null, "Day 2") with { ContactEmail = "Ann@Example.com" },
            Event(6, Morning.AddHours(3), null, "Day 2") with { ContactEmail = "ann@example.com" },
            Event(7, Morning.AddHours(3), null, "Day 2"),
            Event(8, Morning.AddDays(1), "7", "Day 1"),
            Event(9, Morning.AddDays(1), "9", "Day 1", EventTypes.MessageOpened));

        CampaignFigures both = Assert.Single(await FiguresAsync(bySteps: false));
        IReadOnlyList<CampaignFigures> steps = await FiguresAsync(bySteps: true);

        Assert.Equal(new CampaignContacts(3, 1, 0, 0, 0, 0, 4), both.Contacts);
        Assert.Equal(
            ["Day 1: 2", "Day 2: 2"],
            steps.Select(step => $"{step.CampaignStep}: {step.Contacts!.Sent}").Order());
        Assert.Equal(
            [2, 2, 1, 1],
            _memory.Rows(StorageNames.DailyCampaignCounts).Select(row => row.GetInt64("Contacts")!.Value)
                .OrderDescending());
    }

    [Fact]
    public async Task Number_of_a_day_and_step_is_exact_and_of_a_range_an_estimate()
    {
        const int Contacts = 3_000;
        EngagementEvent[] day = [.. Enumerable.Range(0, 2 * Contacts).Select(
            i => Event(i, Morning.AddSeconds(i), $"c{i % Contacts}", "Day 1"))];
        EngagementEvent[] next = [.. Enumerable.Range(0, Contacts).Select(
            i => Event(10_000 + i, Morning.AddDays(1).AddSeconds(i), $"c{i + (Contacts / 2)}", "Day 1"))];
        await CountAsync([.. day, .. next]);

        CampaignFigures first = Assert.Single(await FiguresAsync(bySteps: true, days: 1));
        CampaignFigures both = Assert.Single(await FiguresAsync(bySteps: true, days: 2));

        Assert.Equal((2 * Contacts, Contacts), (first.Sent, first.Contacts!.Sent));
        // The key of the hashes is another one each time: two standard errors are exceeded now and then, five are not.
        const double Most = 5 * 0.0115;
        Assert.InRange(both.Contacts!.Sent, Contacts * 1.5 * (1 - Most), Contacts * 1.5 * (1 + Most));
        Assert.All(
            _memory.Rows(StorageNames.DailyCampaignCounts),
            row => Assert.InRange(row.GetBinary("ContactSketch").Length, 1_000, 8_000));
    }

    [Fact]
    public async Task Erased_contact_leaves_no_trace_in_counts()
    {
        EngagementEvent[] others = [.. Enumerable.Range(0, 20).Select(i => Event(i, Morning, $"c{i}", "Day 1"))];
        await CountAsync(others);
        (byte[] Day, string Hour) without = Stored();
        EngagementEvent theirs = Event(100, Morning.AddMinutes(30), "person", "Day 1");
        await CountAsync(theirs);
        Assert.Equal(21, Assert.Single(await FiguresAsync(bySteps: true)).Contacts!.Sent);
        Assert.NotEqual(without.Hour, Stored().Hour);

        await _events.RemoveAsync([EventKey.Of(theirs)], CancellationToken.None);
        await _rollUp.RunAsync(CancellationToken.None);

        Assert.Equal(20, Assert.Single(await FiguresAsync(bySteps: true)).Contacts!.Sent);
        Assert.Equal(without.Day, Stored().Day);
        Assert.Equal(without.Hour, Stored().Hour);
    }

    [Fact]
    public async Task Hash_of_a_contact_is_this_installations_own()
    {
        await CountAsync(Event(1, Morning, "7", "Day 1"));
        byte[] ours = Stored().Day;
        CampaignContactsTests other = new();
        await other.CountAsync(Event(1, Morning, "7", "Day 1"));

        Assert.Equal(ours.Length, other.Stored().Day.Length);
        Assert.NotEqual(ours, other.Stored().Day);
    }

    [Fact]
    public async Task Range_with_a_day_that_was_counted_before_does_not_know_its_contacts()
    {
        await CountAsync(Event(1, Morning, "7", "Day 1"), Event(2, Morning.AddDays(1), "7", "Day 1"));
        TableEntity old = _memory.Rows(StorageNames.DailyCampaignCounts).First();
        old.Remove("ContactSketch");
        await _tables.DailyCampaignCounts.UpdateEntityAsync(old, Azure.ETag.All, TableUpdateMode.Replace);

        Assert.Null(Assert.Single(await FiguresAsync(bySteps: true)).Contacts);
    }

    private async Task CountAsync(params EngagementEvent[] events)
    {
        await _events.StoreAsync(events, CancellationToken.None);
        await _rollUp.RunAsync(CancellationToken.None);
    }

    private async Task<IReadOnlyList<CampaignFigures>> FiguresAsync(bool bySteps, int days = 2)
    {
        DateOnly from = DateOnly.FromDateTime(Morning.UtcDateTime);
        CountQuery query = new()
        {
            Vendors = ["smartreach"],
            From = from,
            To = from.AddDays(days - 1),
            ByCampaign = true,
            WithContacts = true,
        };
        CampaignSums sums = new(bySteps);
        await new CountReader(_tables).ForEachAsync(query, sums.Add, CancellationToken.None);
        return sums.Figures();
    }

    private (byte[] Day, string Hour) Stored() => (
        _memory.Rows(StorageNames.DailyCampaignCounts).First().GetBinary("ContactSketch"),
        Convert.ToHexString(_memory.Rows(StorageNames.HourlyCounts).First(row => row.RowKey == "08")
            .Where(column => column.Value is byte[]).SelectMany(column => (byte[])column.Value!).ToArray()));

    private static EngagementEvent Event(
        int number, DateTimeOffset at, string? contact, string step, string type = EventTypes.MessageSent) =>
        Samples.Event(number, at, type: type, campaign: "Spring") with { ContactId = contact, CampaignStep = step };
}
