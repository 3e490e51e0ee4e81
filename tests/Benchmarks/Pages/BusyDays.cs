using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Times;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Destinations;
using Webhooks.Storage.Events;
using Webhooks.Storage.Retention;
using Webhooks.Storage.RollUp;
using Webhooks.Storage.Tables;

namespace Webhooks.Benchmarks.Pages;

/// <summary>
/// Sixty days of an account that is in use, stored by the service's own code and counted: two vendors, thirty campaigns
/// with their steps, a funnel of types, four events to a delivery, one delivery in two hundred rejected.
/// </summary>
internal sealed class BusyDays
{
    public const int Days = 60;

    private const int OfDelivery = 4;
    private const int OfBatch = 1_000;
    private const int RejectedOf = 200;
    private const int EventsOfContact = 8;

    private static readonly string[] Funnel =
    [
        EventTypes.MessageSent, EventTypes.MessageSent, EventTypes.MessageOpened, EventTypes.MessageSent,
        EventTypes.MessageOpened, EventTypes.MessageClicked, EventTypes.MessageSent, EventTypes.MessageReplied,
        EventTypes.MessageSent, EventTypes.MessageOpened, EventTypes.MessageSent, EventTypes.MessageBounced,
        EventTypes.MessageSent, EventTypes.MessageOpened, EventTypes.MessageSent, EventTypes.ContactUnsubscribed,
    ];

    private static readonly string[] OfSmartReach =
    [
        "Spring launch", "Welcome", "Win-back", "Renewal", "Webinar invite", "Demo no-show", "Trial ending",
        "Pricing follow-up", "More seats", "Partner outreach", "Case study", "After the fair", "Cold: fintech",
        "Cold: retail", "Cold: travel", "Newsletter", "Feature news", "Survey", "Referral", "Holiday offer",
    ];

    private static readonly string[] OfSmartico =
    [
        "Free spins Friday", "Deposit bonus", "Birthday", "Reload weekend", "We missed you", "Tournament", "Cashback",
        "Level up", "Jackpot news", "Verify account",
    ];

    private readonly int _events;
    private readonly DateTimeOffset _end;

    private BusyDays(int events, DateTimeOffset end) => (_events, _end) = (events, end);

    /// <summary>A contact that has some events.</summary>
    public string Contact => EmailOf(ContactOf(1));

    /// <summary>The id of a delivery that is mapped.</summary>
    public string DeliveryId { get; private set; } = "";

    /// <summary>A campaign of each vendor, as addresses name it.</summary>
    public static (string One, string Other) Campaigns => ("smartreach:Welcome", "smartico:Deposit bonus");

    /// <summary>Stores and counts them.</summary>
    /// <param name="events">How many.</param>
    /// <param name="end">The last event is of this time.</param>
    public static async Task<BusyDays> FillAsync(TableServiceClient service, int events, DateTimeOffset end)
    {
        BusyDays days = new(events, DateTimeOffset.FromUnixTimeMilliseconds(end.ToUnixTimeMilliseconds()));
        WebhookTables tables = new(service, new FixedTime(days.TimeOf(0))); // the index of contacts begins with them
        await tables.CreateAsync(CancellationToken.None);
        EventStore store = new(tables, new ParkedEvents(tables, new DestinationList([]), TimeProvider.System));
        DeliveryStore deliveries = new(tables);
        foreach (int[] batch in Enumerable.Range(0, events / OfDelivery).Chunk(OfBatch / OfDelivery))
        {
            DeliveryOutcome[] outcomes = [.. batch.Select(days.Outcome)];
            await store.StoreAsync([.. outcomes.SelectMany(outcome => outcome.Events)], CancellationToken.None);
            await deliveries.AddAsync(outcomes, end, CancellationToken.None);
            days.DeliveryId = outcomes.Last(outcome => outcome.Rejection is null).Delivery.Id;
        }

        DailyRollUp rollUp = new(tables, new PurgeMarks(tables), TimeProvider.System, NullLogger<DailyRollUp>.Instance);
        await rollUp.RunAsync(CancellationToken.None);
        return days;
    }

    private DeliveryOutcome Outcome(int number)
    {
        bool isSmartReach = number % 3 > 0;
        string vendor = isSmartReach ? "smartreach" : "smartico";
        DateTimeOffset received = TimeOf((number * OfDelivery) + OfDelivery - 1);
        Delivery delivery = new()
        {
            Id = Ingestion.DeliveryId.New(received),
            Vendor = vendor,
            ReceivedAt = received,
            Method = "POST",
            ContentType = "application/json",
            Body = Encoding.UTF8.GetBytes($$"""{"made":"for a measure","number":{{number}},"of":"{{vendor}}"}"""),
        };
        if (number % RejectedOf == 0)
            return new DeliveryOutcome(delivery, [], new Rejection(RejectionReasons.MalformedJson, "It is made up."));
        EngagementEvent[] events = [.. Enumerable.Range(0, OfDelivery).Select(index =>
            Event((number * OfDelivery) + index, delivery, index, isSmartReach))];
        return new DeliveryOutcome(delivery, events, null);
    }

    private EngagementEvent Event(int number, Delivery delivery, int index, bool isSmartReach)
    {
        int contact = ContactOf(number);
        string[] campaigns = isSmartReach ? OfSmartReach : OfSmartico;
        return new EngagementEvent
        {
            EventId = EventIdentity.From(delivery.Vendor, number.ToString(CultureInfo.InvariantCulture)),
            Vendor = delivery.Vendor,
            Type = isSmartReach ? Funnel[number % Funnel.Length] : EventTypes.MessageSent,
            VendorEventType = isSmartReach ? "activity.email" : "send",
            Channel = isSmartReach ? Channels.Email : Channels.Sms,
            OccurredAt = TimeOf(number),
            TimeSource = TimeSources.Vendor,
            ReceivedAt = delivery.ReceivedAt,
            ContactId = string.Create(CultureInfo.InvariantCulture, $"{contact}"),
            ContactEmail = EmailOf(contact),
            // The first ones are the largest.
            Campaign = campaigns[Math.Min(contact % campaigns.Length, contact / campaigns.Length % campaigns.Length)],
            CampaignStep = isSmartReach
                ? string.Create(CultureInfo.InvariantCulture, $"Day {(number / 7 % 3) + 1}")
                : null,
            MessageSubject = "An offer that holds for these days",
            DeliveryId = delivery.Id,
            DeliveryIndex = index,
            Data = string.Create(CultureInfo.InvariantCulture, $$"""{"number":{{number}}}"""),
        };
    }

    // Evenly over the days, in whole milliseconds, the last one at the end.
    private DateTimeOffset TimeOf(int number) =>
        _end.AddMilliseconds(-(long)((_events - 1 - number) * (TimeSpan.FromDays(Days).TotalMilliseconds / _events)));

    private int ContactOf(int number) => (int)(number * 7919L % Math.Max(1, _events / EventsOfContact));

    private static string EmailOf(int contact) =>
        string.Create(CultureInfo.InvariantCulture, $"contact{contact}@example.com");

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
