extern alias simulation;

using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using simulation::Webhooks.Simulation;
using simulation::Webhooks.Simulation.Wire;
using Webhooks.Functions.Dashboard;
using Webhooks.Functions.Dashboard.Pages;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Times;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Contacts;
using Webhooks.Storage.Destinations;
using Webhooks.Storage.Events;
using Webhooks.Storage.Reading;
using Webhooks.Storage.Tables;

namespace Webhooks.Functions.Tests.Dashboard;

/// <summary>What happened before there was an index of contacts is found by reading the days.</summary>
public sealed class ContactSearchTests
{
    private static readonly DateTimeOffset Now = new(2026, 9, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = DateOnly.FromDateTime(Now.UtcDateTime);

    private readonly FakeTimeProvider _time = new(Now);
    private readonly WebhookTables _tables;
    private readonly EventStore _events;
    private readonly ContactSearch _search;

    public ContactSearchTests()
    {
        _tables = new WebhookTables(
            new SimulatedAccount(TimeProvider.System, AzureLimits.WithoutRates).Tables(), _time);
        _events = new EventStore(_tables, new ParkedEvents(_tables, new DestinationList(), _time));
        ContactIndex index = new(_tables);
        _search = new ContactSearch(
            new ContactReader(_tables, index, _events, _time),
            index,
            new EventReader(_tables),
            new VendorRegistry(new VendorOptions()),
            _time);
    }

    [Theory]
    [InlineData(90)]
    [InlineData(30)]
    [InlineData(3)]
    public async Task Days_are_read_to_the_first_and_what_they_hold_is_newest_first(int days)
    {
        EngagementEvent[] theirs = await StoreAsync(ofDay: 1, days: 95);

        FoundEvents found = await _search.FindAsync("ada@example.com", days, CancellationToken.None);

        Assert.Equal((Today.AddDays(1 - days), true), (found.SearchedTo, found.IsWhole));
        Assert.Equal(Ids(theirs.Where(one => DayOf(one) >= found.SearchedTo)), Ids(found.Events));
    }

    /// <summary>Days are read several at once; those behind the one that fills the page are left out.</summary>
    [Theory]
    [InlineData(29)]
    [InlineData(35)]
    [InlineData(60)]
    [InlineData(150)]
    public async Task Page_that_is_full_ends_with_a_whole_day_and_says_which(int ofDay)
    {
        EngagementEvent[] theirs = await StoreAsync(ofDay, days: 12);

        FoundEvents found = await _search.FindAsync("ada@example.com", 30, CancellationToken.None);

        int days = (200 + ofDay - 1) / ofDay; // the first is yesterday: today is in the index
        Assert.Equal((Today.AddDays(-days), false), (found.SearchedTo, found.IsWhole));
        Assert.Equal(Ids(theirs.Where(one => DayOf(one) >= found.SearchedTo)), Ids(found.Events));
    }

    private static IEnumerable<string> Ids(IEnumerable<EngagementEvent> events) =>
        events.OrderByDescending(one => one.OccurredAt).ThenBy(one => one.EventId).Select(one => one.EventId);

    private static DateOnly DayOf(EngagementEvent one) => DateOnly.FromDateTime(one.OccurredAt.UtcDateTime);

    // From yesterday backwards, by turns of two vendors, each beside somebody else's.
    private async Task<EngagementEvent[]> StoreAsync(int ofDay, int days)
    {
        await _tables.CreateAsync(CancellationToken.None);
        EngagementEvent[] all =
        [
            .. Enumerable.Range(1, days).SelectMany(day => Enumerable.Range(0, 2 * ofDay).Select(number =>
                Event((day * 1000) + number, Now.AddDays(-day).AddMinutes(number), isTheirs: number % 2 == 0))),
        ];
        await _events.StoreAsync(all, CancellationToken.None);
        return [.. all.Where(one => one.ContactId == "ada@example.com")];
    }

    private static EngagementEvent Event(int number, DateTimeOffset at, bool isTheirs)
    {
        string vendor = number / 2 % 2 == 0 ? "smartreach" : "smartico";
        return new EngagementEvent
        {
            EventId = EventIdentity.From(vendor, number.ToString(CultureInfo.InvariantCulture)),
            Vendor = vendor,
            Type = EventTypes.MessageSent,
            OccurredAt = at,
            TimeSource = TimeSources.Vendor,
            ReceivedAt = at,
            ContactId = isTheirs ? "ada@example.com" : "eve@example.com",
            DeliveryId = DeliveryId.New(at),
            DeliveryIndex = 0,
            Data = "{}",
        };
    }
}
