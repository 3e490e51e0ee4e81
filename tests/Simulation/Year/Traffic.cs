using System.Globalization;
using Webhooks.Ingestion;
using Webhooks.Simulation.Instances;
using Webhooks.Simulation.Scheduling;

namespace Webhooks.Simulation.Year;

/// <summary>
/// The vendors: what they send through a year, and how they take an answer. Most of it comes in campaigns, which are
/// sent on weekdays; the rest by day more than by night. Some webhooks come late, some twice, some broken; one that is
/// not answered 200 is mostly sent again.
/// </summary>
internal sealed class Traffic(World world, Fleet fleet, YearPlan plan)
{
    private const int FirstCampaign = 100;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RollUp = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Dice _dice = world.Dice.Fork();
    private readonly List<SentEvent> _events = [];
    private readonly Dictionary<string, (SentEvent Of, bool IsBroken)> _acknowledged = [];
    private int _campaigns;
    private int _underWay;
    private long _ids;

    public IReadOnlyList<SentEvent> Events => _events;

    /// <summary>The ids that were answered 200, and of each the event, and whether the webhook was broken.</summary>
    public IReadOnlyDictionary<string, (SentEvent Of, bool IsBroken)> Acknowledged => _acknowledged;

    /// <summary>How many webhooks were answered with 503, or not at all.</summary>
    public int Refused { get; private set; }

    /// <summary>Whether all was sent.</summary>
    public bool IsOver => _underWay == 0;

    public void Start()
    {
        for (int day = 0; day < plan.Days; day++)
        {
            DateTimeOffset midnight = plan.Start.AddDays(day);
            _underWay++;
            world.Time.At(midnight, () => PlanDay(midnight));
        }
    }

    private void PlanDay(DateTimeOffset midnight)
    {
        _underWay--;
        bool weekend = midnight.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        for (int i = 0; i < (weekend ? plan.ADay / 4 : plan.ADay); i++)
        {
            // Two throws, the earlier one by night: more by day.
            DateTimeOffset at = midnight + _dice.Between(_dice.Next(3) == 0 ? TimeSpan.Zero : Hour * 7, Hour * 24);
            Plan(at, _dice.Happens(plan.Unknown) ? EventKind.Unknown : _dice.Pick(EventKind.All), _dice.Next(20));
        }

        for (int i = 0; i < plan.EdgesADay; i++)
        {
            DateTimeOffset tick = midnight + (Hour * (i % 24)) + (RollUp * (3 + _dice.Next(9)));
            EventKind kind = _dice.Pick(EventKind.All);
            Plan(tick - RollUp - _dice.Between(Soon, RollUp - Soon), kind, 1);
            Plan(tick - _dice.Between(Soon, RollUp - Soon), kind, 1);
            Plan(tick - _dice.Between(TimeSpan.Zero, Poll), kind, 1);
        }

        if (!weekend && _dice.Happens(plan.CampaignsADay))
            PlanCampaign(midnight + _dice.Between(Hour * 6, Hour * 23));
        if (_dice.Happens(plan.OutagesADay))
            world.Time.At(midnight + _dice.Between(TimeSpan.Zero, Hour * 24), () =>
                world.Network.Outage(_dice.Between(TimeSpan.FromMinutes(1), plan.LongestOutage)));
        if (_dice.Happens(plan.ReceiverOutagesADay))
            world.Time.At(midnight + _dice.Between(TimeSpan.Zero, Hour * 24), () =>
                fleet.Receivers.Outage(_dice.Between(TimeSpan.FromMinutes(1), plan.LongestReceiverOutage)));
        if (_dice.Happens(plan.LossesADay))
            world.Time.At(midnight + _dice.Between(TimeSpan.Zero, Hour * 24), fleet.LoseOne);
    }

    // A burst, at so many a second; a campaign that starts late goes on past midnight.
    private void PlanCampaign(DateTimeOffset start)
    {
        int campaign = FirstCampaign + _campaigns++;
        TimeSpan step = TimeSpan.FromSeconds(1.0 / (100 + _dice.Next(plan.MostASecond)));
        EventKind kind = _dice.Pick(EventKind.All);
        _underWay++;
        int left = plan.CampaignSize;
        world.Time.At(start, Next);

        void Next()
        {
            Happen(kind, world.Time.GetUtcNow(), campaign);
            if (--left > 0)
                world.Time.In(step, Next);
            else
                _underWay--;
        }
    }

    private void Plan(DateTimeOffset at, EventKind kind, int campaign)
    {
        _underWay++;
        world.Time.At(at, () =>
        {
            Happen(kind, at, campaign);
            _underWay--;
        });
    }

    private void Happen(EventKind kind, DateTimeOffset at, int campaign)
    {
        SentEvent one = new(
            _events.Count + 1, kind, DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()), campaign)
        {
            IsLarge = _dice.Happens(plan.Large),
        };
        _events.Add(one);
        bool isBroken = _dice.Happens(plan.Broken);
        bool isOfCampaign = campaign >= FirstCampaign;
        TimeSpan late = _dice.Happens(isOfCampaign ? plan.CampaignLate : plan.Late)
            ? _dice.Between(TimeSpan.Zero, plan.Latest) : TimeSpan.Zero;
        Send(one, isBroken, late);
        if (_dice.Happens(isOfCampaign ? plan.CampaignLate : plan.Repeated))
            Send(one, isBroken, late + _dice.Between(TimeSpan.Zero, _dice.Next(2) == 0 ? Soon : plan.Latest));
    }

    private void Send(SentEvent one, bool isBroken, TimeSpan delay)
    {
        _underWay++;
        if (delay == TimeSpan.Zero)
            SendNow(one, isBroken);
        else
            world.Time.In(delay, () => SendNow(one, isBroken));
    }

    private void SendNow(SentEvent one, bool isBroken)
    {
        DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds(world.Time.GetUtcNow().ToUnixTimeMilliseconds());
        Delivery delivery = new()
        {
            Id = NewId(now),
            Vendor = one.Kind.Vendor,
            ReceivedAt = now,
            Method = "POST",
            ContentType = "application/json",
            Body = isBroken ? one.BrokenBody() : one.Body(),
        };
        one.LastTried = delivery.Id;
        if (!isBroken)
            one.LastSent = delivery.Id;
        fleet.Send(delivery, answer =>
        {
            if (answer == true)
            {
                _acknowledged.Add(delivery.Id, (one, isBroken));
                if (!isBroken && string.CompareOrdinal(delivery.Id, one.LastSure) > 0)
                    one.LastSure = delivery.Id;
            }
            else
                Refused++;
            _underWay--;
            if (answer != true && _dice.Happens(plan.SentAgain))
                Send(one, isBroken, _dice.Between(Soon, Hour));
        });
    }

    // A UUIDv7 whose random part counts, so that a seed gives the same ids.
    private string NewId(DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
            $"{now.ToUnixTimeMilliseconds():x12}7000{0x8000000000000000UL + (ulong)++_ids:x16}");
}
