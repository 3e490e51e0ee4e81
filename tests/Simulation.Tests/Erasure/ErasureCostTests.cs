using System.Diagnostics;
using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Erasure;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Tables;
using Xunit.Abstractions;

namespace Webhooks.Simulation.Tests.Erasure;

public sealed class ErasureCostTests(ITestOutputHelper output)
{
    private const int Days = 60;
    private const int Events = 6_000;

    private static readonly DateTimeOffset First = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The same person, found by the index and by reading all: the same is gone, at another cost.</summary>
    [Fact]
    public async Task By_the_index_it_costs_what_the_days_cost_whatever_lies_in_them()
    {
        (long indexed, JobCounts found) = await EraseAsync(First.AddDays(-10));
        (long full, JobCounts read) = await EraseAsync(First.AddDays(Days + 1));

        Assert.Equal(read["deliveries/erased"], found["deliveries/erased"]);
        Assert.Equal(Days / 10, found["deliveries/erased"]);
        Assert.InRange(indexed, 1, (4 * Days * 3) + (20 * Days / 10)); // two passes, vendors, deliveries
        output.WriteLine($"{Events} events: {indexed} operations by the index, {full} by reading all");
    }

    /// <summary>As where retention took all between a row that somebody left and the last days.</summary>
    [Fact]
    public async Task Days_without_rows_between_two_that_are_left_cost_nothing()
    {
        (long operations, JobCounts found) = await EraseAsync(First.AddDays(-10), days: 2, apart: 2_000);

        Assert.Equal(1, found["deliveries/erased"]);
        Assert.InRange(operations, 1, 1_000); // two passes, for each of two pages 64 days of three ranges
    }

    private async Task<(long Operations, JobCounts Counts)> EraseAsync(
        DateTimeOffset indexedSince, int days = Days, int apart = 1)
    {
        using StorageSide service = new(First);
        WebhookTables tables = service.Of<WebhookTables>();
        await tables.CreateAsync(CancellationToken.None);
        await tables.ServiceState.AddEntityAsync(new TableEntity("contacts", "key")
        {
            ["Secret"] = new byte[32],
            ["Since"] = indexedSince,
        });
        DeliveryProcessor processor = service.Of<DeliveryProcessor>();
        for (int day = 0; day < days; day++)
        {
            foreach (int[] numbers in Enumerable.Range(0, Events / Days).Chunk(50))
            {
                service.Clock.Now = First.AddDays(day * apart).AddSeconds(numbers[0]);
                await processor.ProcessAsync(
                    new MessageWriter().TryPack(
                        [.. numbers.Select(number => QueuedDelivery.Whole(Of(day, number, service.Clock.Now)))]),
                    CancellationToken.None);
            }
        }

        service.Clock.Now = First.AddDays(days * apart);
        JobStore jobs = service.Of<JobStore>();
        JobRunner runner = service.Of<JobRunner>();
        Person person = new() { Email = "sought@example.com" };
        Job job = await jobs.AddAsync(JobKinds.Erasure, person.ToJson(), CancellationToken.None);
        long before = service.Account.Requests;
        Stopwatch watch = Stopwatch.StartNew();
        while ((await runner.RunAsync(JobKinds.Erasure, job.Id, CancellationToken.None))!.Status != JobStatuses.Done)
            service.Clock.Now += TimeSpan.FromSeconds(15);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds:0.00} s"));
        return (
            service.Account.Requests - before,
            (await jobs.FindAsync(JobKinds.Erasure, job.Id, CancellationToken.None))!.Counts);
    }

    // Of every tenth day the first is the person's.
    private static Delivery Of(int day, int number, DateTimeOffset at)
    {
        string user = number == 0 && day % 10 == 0 ? "sought@example.com" : $"user-{day}-{number}@example.com";
        string body = string.Create(CultureInfo.InvariantCulture, $$"""
            {"login":"{{day}}-{{number}}","email":"{{user}}","time":{{at.ToUnixTimeMilliseconds() + number}},"channel":"SMS","campaign_name":"Spring","view_url":"https://example.com/{{number}}"}
            """);
        return new Delivery
        {
            Id = DeliveryId.New(at),
            Vendor = "smartico",
            ReceivedAt = at,
            Method = "POST",
            ContentType = "application/json",
            Body = Encoding.UTF8.GetBytes(body),
        };
    }
}
