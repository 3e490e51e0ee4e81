using Webhooks.Simulation.Instances;
using Webhooks.Simulation.Scheduling;

namespace Webhooks.Simulation.Year;

/// <summary>
/// Who runs the service: erases people, often such as were heard of just now, and replays hours of deliveries, or those
/// that were rejected. An erasure that is not answered is asked for again until it is; a replay changes nothing here.
/// </summary>
internal sealed class Operator(World world, Fleet fleet, YearPlan plan, Traffic traffic)
{
    private const int JustNow = 20;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly Dice _dice = world.Dice.Fork();
    private int _underWay;

    /// <summary>How many people were erased.</summary>
    public int Erasures { get; private set; }

    /// <summary>How many replays were begun.</summary>
    public int Replays { get; private set; }

    /// <summary>Whether everything that was asked for was begun.</summary>
    public bool IsOver => _underWay == 0;

    public void Start()
    {
        for (int day = 0; day < plan.Days; day++)
        {
            Plan(day, plan.ErasuresADay, EraseSomebody);
            Plan(day, plan.ReplaysADay, Replay);
        }
    }

    private void Plan(int day, double often, Action work)
    {
        for (; _dice.Happens(often); often--)
        {
            _underWay++;
            world.Time.At(plan.Start.AddDays(day) + _dice.Between(TimeSpan.Zero, Day), work);
        }
    }

    private void EraseSomebody()
    {
        IReadOnlyList<SentEvent> known = traffic.Events;
        if (known.Count == 0)
        {
            _underWay--;
            return;
        }

        int back = _dice.Next(_dice.Next(2) == 0 ? Math.Min(JustNow, known.Count) : known.Count);
        Erase(known[^(back + 1)], byEmail: _dice.Next(2) == 0);
    }

    private void Erase(SentEvent one, bool byEmail)
    {
        string? email = byEmail && one.Kind.Vendor == "smartreach" ? one.Email : null;
        fleet.Ask(instance => instance.EraseAsync(one.Kind.Vendor, one.Contact, email), erasedAt =>
        {
            if (erasedAt is null)
            {
                world.Time.In(_dice.Between(Soon, Hour), () => Erase(one, byEmail));
                return;
            }

            one.ErasedAt = erasedAt;
            Erasures++;
            _underWay--;
        });
    }

    private void Replay()
    {
        string vendor = _dice.Pick(EventKind.All).Vendor;
        DateTimeOffset to = world.Time.GetUtcNow() - _dice.Between(TimeSpan.Zero, Day);
        bool isOfRejected = _dice.Next(3) == 0;
        fleet.Ask(
            instance => instance.ReplayAsync(vendor, isOfRejected ? null : (to - (Hour * 4), to)),
            at =>
            {
                Replays += at is null ? 0 : 1;
                _underWay--;
            });
    }
}
