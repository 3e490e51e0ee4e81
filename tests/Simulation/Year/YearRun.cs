using System.Globalization;
using Webhooks.Simulation.Instances;
using Webhooks.Simulation.Scheduling;
using Webhooks.Simulation.Wire;

namespace Webhooks.Simulation.Year;

/// <summary>A year of a seed, from the first webhook to the books.</summary>
internal sealed class YearRun : IDisposable
{
    private const int Purges = 3; // a night's may fail, and the next does its work

    // Half of these is usual at most; who needs more goes round in a circle.
    private const int MostCalls = 15_000;
    private const int MostCallsADay = 500;
    private const int MostCallsAnEvent = 40;

    private static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    private readonly int _retentionDays;
    private readonly int _days;

    public YearRun(long seed, YearPlan plan, FaultRates faults, int instances = 3, InstanceOptions? options = null,
        int? retentionDays = null,
        AzureLimits? limits = null, int keepLines = 200)
    {
        (Seed, _days) = (seed, plan.Days);
        options ??= new InstanceOptions();
        _retentionDays = retentionDays ?? options.RetentionDays;
        World = new World(seed, plan.Start.AddHours(-1), limits, keepLines);
        World.Network.Rates = faults;
        Fleet = new Fleet(World, instances, options);
        Fleet.Receivers.Troubles = plan.ReceiverTroubles;
        Traffic = new Traffic(World, Fleet, plan);
        Operator = new Operator(World, Fleet, plan, Traffic);
        Platform = new Platform(World, Fleet, plan);
        Edits = new HandEdits(World, plan);
        Spreading = new Spreading(World, Fleet, plan);
    }

    public long Seed { get; }

    public World World { get; }

    public Fleet Fleet { get; }

    public Traffic Traffic { get; }

    public Operator Operator { get; }

    public Platform Platform { get; }

    public HandEdits Edits { get; }

    public Spreading Spreading { get; }

    /// <summary>Lets it happen, and checks the books.</summary>
    /// <returns>What is wrong.</returns>
    public IReadOnlyList<string> Run()
    {
        Traffic.Start();
        Operator.Start();
        Platform.Start();
        Edits.Start();
        Spreading.Start();
        World.Run(() => (Traffic.IsOver && Operator.IsOver && Platform.IsOver) || IsCircling);
        // From here on nothing goes wrong any more, so that whatever is stuck is the product's doing.
        World.Network.Rates = FaultRates.None;
        Fleet.Receivers.Troubles = 0;
        DateTimeOffset deadline = World.Time.GetUtcNow() + Patience;
        World.Run(() => Fleet.IsQuiet || World.Time.GetUtcNow() > deadline || IsCircling);
        List<string> problems = [.. World.Defects.Select(defect => defect.ToString())];
        problems.AddRange(
            new Books(World.Account, Traffic, Platform, Day(_retentionDays), Day(_retentionDays + Purges))
                .Check(Fleet));
        problems.AddRange(new ReceiverBooks(Fleet.Receivers, World.Account, Traffic).Check());
        return problems;
    }

    public void Dispose() => World.Dispose();

    private bool IsCircling => World.Network.Calls
        > MostCalls + ((long)MostCallsADay * _days) + ((long)MostCallsAnEvent * Traffic.Events.Count);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"seed {Seed}: {Traffic.Acknowledged.Count} acknowledged, "
        + $"{Traffic.Refused} refused, {Traffic.Events.Count} events, "
        + $"{Operator.Erasures} erasures, {Operator.Replays} replays, "
        + $"{Fleet.Receivers.Taken.Count()} events sent on, {Fleet.Receivers.Repeats} of them again, "
        + $"{Platform.Scalings} scalings, {(Platform.IsRenewed ? "a new version, " : "")}{Edits.Count} rows by hand, "
        + $"days over {string.Join(' ', Spreading.Numbers)} partitions, "
        + $"{World.Network.Calls} storage calls, {World.Network.Faults} faults, "
        + $"{Fleet.Lost} instances lost, journal {World.Journal.Hash[..12]}");

    // So many days ago; where nothing is purged, before all of them.
    private string Day(int ago) => _retentionDays == 0
        ? ""
        : World.Time.GetUtcNow().UtcDateTime.AddDays(-ago).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
