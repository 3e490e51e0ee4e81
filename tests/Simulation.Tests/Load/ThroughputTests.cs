using System.Globalization;
using Webhooks.Ingestion.Tests;
using Webhooks.Simulation.Load;
using Webhooks.Simulation.Wire;
using Webhooks.Tools.Azurite;
using Xunit.Abstractions;

namespace Webhooks.Simulation.Tests.Load;

/// <summary>
/// What one vendor's webhooks come to under Azure's limits. At length TestResults/throughput.md gets the table that is
/// in docs/performance.md.
/// </summary>
public sealed class ThroughputTests(ITestOutputHelper output)
{
    private const int OfAnInstance = 1_500; // fewer than one takes, as docs/performance.md has it

    [Fact]
    public void More_partitions_store_more_and_every_webhook_once()
    {
        // A tenth of Azure's rates, and so of the webhooks.
        AzureLimits tenth = new()
        {
            EntitiesPerPartition = 200,
            MessagesPerQueue = 200,
            OperationsPerAccount = 2_000,
        };
        ThroughputFigures one = Measure(new Throughput(1, instances: 2, offered: 600, tenth));
        ThroughputFigures four = Measure(new Throughput(4, instances: 2, offered: 600, tenth));

        Assert.InRange(one.StoredPerSecond, 50, 200);
        Assert.InRange(four.StoredPerSecond, 2 * one.StoredPerSecond, 4 * 200);
    }

    [LongFact]
    public void Sixteen_partitions_and_twenty_instances_store_20000_a_second()
    {
        List<string> lines =
        [
            "| partitions | instances | offered/s | acks/s | stored/s | calls/s | refused: queue | tables | webhooks |",
            "|---|---|---|---|---|---|---|---|---|",
        ];
        ThroughputFigures? last = null;
        foreach (int instances in (int[])[1, 4, 20])
        {
            foreach (int partitions in (int[])[1, 4, 16])
            {
                last = Measure(new Throughput(partitions, instances, instances * OfAnInstance));
                lines.Add(Line(last));
            }
        }

        string folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "TestResults")).FullName;
        File.WriteAllLines(Path.Combine(folder, "throughput.md"), lines);
        Assert.InRange(last!.StoredPerSecond, 20_000, double.MaxValue);
    }

    private ThroughputFigures Measure(Throughput load)
    {
        ThroughputFigures figures = load.Measure();
        output.WriteLine(Line(figures));
        Assert.Equal([], figures.Problems);
        return figures;
    }

    private static string Line(ThroughputFigures of) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {of.Partitions} | {of.Instances} | {of.Offered:N0} | {of.AcksPerSecond:N0} | {of.StoredPerSecond:N0} "
        + $"| {of.CallsPerSecond:N0} | {of.BusyQueue:N0} | {of.BusyTables:N0} | {of.Refused:N0} |");
}
