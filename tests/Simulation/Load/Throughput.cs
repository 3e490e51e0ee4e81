using System.Globalization;
using Webhooks.Ingestion;
using Webhooks.Simulation.Instances;
using Webhooks.Simulation.Scheduling;
using Webhooks.Simulation.Wire;
using Webhooks.Simulation.Year;
using Webhooks.Storage;

namespace Webhooks.Simulation.Load;

/// <summary>
/// How many webhooks of one vendor are acknowledged and stored a second where nothing but Azure's limits holds them up:
/// what instances need of a processor is no part of it. All come in one hour of one day.
/// </summary>
/// <param name="partitions">Over how many partitions the day is spread.</param>
/// <param name="instances">How many instances take them.</param>
/// <param name="offered">How many come a second, to all instances together.</param>
/// <param name="limits">Azure's, or others that are reached with less.</param>
internal sealed class Throughput(int partitions, int instances, int offered, AzureLimits? limits = null)
{
    private const string Vendor = "smartreach";

    private const int WhileWaking = 20; // so many times fewer

    // An instance looks into a queue that was empty after five seconds at most: until then not all are at work.
    private static readonly TimeSpan Awake = TimeSpan.FromSeconds(5.5);
    private static readonly TimeSpan Start = Awake + TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromHours(6);
    private static readonly DateTimeOffset Noon = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly HashSet<string> _acknowledged = [];
    private int _number;
    private int _refused;
    private int _busyQueue;
    private int _busyTables;

    /// <summary>Sends for some seconds, and waits until all is stored and counted.</summary>
    public ThroughputFigures Measure()
    {
        using World world = new(1, Noon, limits, keepLines: 0);
        world.Network.Reply = Heard;
        foreach (string table in StorageNames.Tables) // as a deployment has them
            world.Account.Tables().CreateTableIfNotExists(table);
        Fleet fleet = new(world, instances, new InstanceOptions
        {
            PartitionsPerVendorDay = partitions,
            Destinations = [],
        });
        DateTimeOffset end = Noon + Start + Measured;
        Offer(world, fleet, end);

        RunTo(world, Noon + Start);
        (int acks, int stored, long calls) = (_acknowledged.Count, Rows(world), world.Network.Calls);
        RunTo(world, end);
        double seconds = Measured.TotalSeconds;
        ThroughputFigures figures = new(partitions, instances, offered)
        {
            AcksPerSecond = (_acknowledged.Count - acks) / seconds,
            StoredPerSecond = (Rows(world) - stored) / seconds,
            CallsPerSecond = (world.Network.Calls - calls) / seconds,
            BusyQueue = _busyQueue,
            BusyTables = _busyTables,
        };

        world.Run(() => world.Time.GetUtcNow() > end + Patience || (world.Time.GetUtcNow() > end && fleet.IsQuiet));
        return figures with { Refused = _refused, Problems = [.. Check(world, fleet)] };
    }

    private void Offer(World world, Fleet fleet, DateTimeOffset end)
    {
        TimeSpan step = TimeSpan.FromSeconds(1.0 / offered);
        world.Time.At(Noon, Next);

        void Next()
        {
            SentEvent one = new(++_number, EventKind.All[1], world.Time.GetUtcNow(), Campaign: 100);
            string contact = one.Contact;
            fleet.Send(DeliveryOf(one), answer =>
            {
                if (answer == true)
                    _acknowledged.Add(contact);
                else
                    _refused++;
            });
            if (world.Time.GetUtcNow() < end)
                world.Time.In(world.Time.GetUtcNow() < Noon + Awake ? step * WhileWaking : step, Next);
        }
    }

    private static Delivery DeliveryOf(SentEvent one) => new()
    {
        // Random to look at, and the same each time: by its last digits a row finds its partition.
        Id = string.Create(
            CultureInfo.InvariantCulture,
            $"{one.OccurredAt.ToUnixTimeMilliseconds():x12}7000{0x8000000000000000UL + (ulong)one.Number:x16}"),
        Vendor = Vendor,
        ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(one.OccurredAt.ToUnixTimeMilliseconds()),
        Method = "POST",
        ContentType = "application/json",
        Body = one.Body(),
    };

    private WireResponse Heard(WireRequest request, WireResponse response)
    {
        if (response.Status == 503)
            _ = request.IsQueue ? _busyQueue++ : _busyTables++;
        return response;
    }

    private static void RunTo(World world, DateTimeOffset time) => world.Run(() => world.Time.GetUtcNow() >= time);

    private static int Rows(World world) =>
        world.Account.TableStore.Find(StorageNames.Events)?.AllRows().Count() ?? 0;

    // Whatever was acknowledged is stored once, and counted once.
    private IEnumerable<string> Check(World world, Fleet fleet)
    {
        if (!fleet.IsQuiet)
            yield return "Something is stuck.";
        string[] stored = [.. world.Account.Rows(StorageNames.Events).Select(row => row.Text("ContactId")!)];
        if (stored.Distinct().Count() != stored.Length)
            yield return "An event is stored twice.";
        if (_acknowledged.Except(stored).Any())
            yield return "An event that was acknowledged is not stored.";
        long counted = world.Account.Rows(StorageNames.DailyCounts).Sum(row => (long)row["Count"]!);
        if (counted != stored.Length)
            yield return string.Create(CultureInfo.InvariantCulture, $"{counted} of {stored.Length} are counted.");
        foreach (Exception defect in world.Defects)
            yield return defect.ToString();
    }
}
