using Webhooks.Simulation.Instances;
using Webhooks.Simulation.Scheduling;
using Webhooks.Storage;

namespace Webhooks.Simulation.Year;

/// <summary>
/// What happens to the service as a whole: it is scaled out and in, and on a day a new version takes the old one's
/// place, which maps differently; once the old one is gone, all that is stored is replayed.
/// </summary>
internal sealed class Platform(World world, Fleet fleet, YearPlan plan)
{
    private const int MostInstances = 6;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestDecision = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    // Until then a call of an instance that was lost may still arrive.
    private static readonly TimeSpan LastEcho = TimeSpan.FromMinutes(20);

    private readonly Dice _dice = world.Dice.Fork();
    private int _underWay;

    /// <summary>How often the number of instances changed.</summary>
    public int Scalings { get; private set; }

    /// <summary>Whether a new version has taken over, and what was stored was replayed since.</summary>
    public bool IsRenewed { get; private set; }

    /// <summary>Whether all of it was begun.</summary>
    public bool IsOver => _underWay == 0;

    public void Start()
    {
        for (int day = 0; day < plan.Days; day++)
        {
            for (double often = plan.ScalesADay; _dice.Happens(often); often--)
                world.Time.At(At(day), () => world.Start(ScaleAsync));
        }

        if (plan.NewVersionOn is 0 || plan.NewVersionOn >= plan.Days)
            return;
        _underWay++;
        world.Time.At(At(plan.NewVersionOn), () => fleet.Deploy(() => world.Time.In(LastEcho, Replay)));
    }

    private DateTimeOffset At(int day) => plan.Start.AddDays(day) + _dice.Between(TimeSpan.Zero, Day);

    // By what waits in the queue, as Azure does it: so it happens while there is work.
    private async Task ScaleAsync()
    {
        await world.Account.QueueStore.WhenChangedAsync(StorageNames.DeliveryQueue);
        await world.Time.DelayAsync(_dice.Between(TimeSpan.Zero, LongestDecision));
        Scalings++;
        fleet.Scale(1 + _dice.Next(MostInstances));
    }

    // Smartico's, since it is these that the new version maps differently.
    private void Replay() => fleet.Ask(
        instance => instance.ReplayAsync("smartico", (plan.Start, world.Time.GetUtcNow())),
        at =>
        {
            if (at is null)
            {
                world.Time.In(_dice.Between(Soon, Hour), Replay);
                return;
            }

            IsRenewed = true;
            _underWay--;
        });
}
