using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Ingestion.Tests;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Erasure;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Tests.Erasure;

public class ErasureTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset Day = new(2026, 7, 1, 9, 0, 0, TimeSpan.Zero);

    // Every fifth storage call is cut, and all at length; odd, so that it is cut before it is done as often as after.
    private static readonly int Step = LongTests.Or(5, atLength: 1);

    [Fact]
    public async Task A_person_is_removed_everywhere_wherever_it_dies_and_a_rerun_finds_nothing()
    {
        ManualClock clock = new(Day.AddHours(20)); // the days since are not to be walked through at every cut
        int cut = 1;
        for (bool died = true; died; cut += Step)
        {
            string ada = string.Create(CultureInfo.InvariantCulture, $"lovelace{cut}@example.com");
            int adaId = 1000 + cut;
            StorageParts parts = new(storage, clock: clock);
            Delivery alone = Opened(0, (adaId, ada));
            Delivery shared = Opened(1, (adaId, ada), (7, "grace@example.com"));
            Delivery others = Opened(2, (8, "joan@example.com"));
            Delivery repeat = alone with { Id = DeliveryId.New(Day.AddHours(1)), ReceivedAt = Day.AddHours(1) };
            Delivery broken = Samples.Delivery(
                $$"""{"data": [ {"email": "{{ada.ToUpperInvariant()}}" """, "smartreach", Day);
            Delivery other = Samples.Delivery($$"""{"data": [ {"email": "x{{ada}}" """, "smartreach", Day);
            Delivery large = Opened(3, [(adaId, ada), .. Enumerable.Range(0, 560).Select(
                i => (50_000 + i, $"user{i}-{Guid.CreateVersion7(Day)}@example.com"))]);
            await parts.ProcessAsync(
                new[] { alone, shared, others, repeat, broken, other }.Select(QueuedDelivery.Whole));
            await parts.Deliveries.ParkAsync(large, CancellationToken.None);
            await parts.ProcessAsync(QueuedDelivery.Stored("smartreach", large.Id));
            await parts.RollUp.RunAsync(CancellationToken.None);
            int before = (await parts.EventsAsync("smartreach_20260701")).Length;

            StorageCut death = new(cut, done: cut % 2 == 0);
            Person person = cut % 3 == 0
                ? new Person { Email = ada }
                : new Person { Email = ada.ToUpperInvariant(), Vendor = "smartreach" };
            Job job = await parts.Jobs.AddAsync(JobKinds.Erasure, person.ToJson(), CancellationToken.None);
            await Record.ExceptionAsync(() => new StorageParts(
                storage, clock: clock, cut: death).Runner.RunAsync(JobKinds.Erasure, job.Id, CancellationToken.None));
            died = death.IsDead;
            await parts.RollUp.RunAsync(CancellationToken.None);
            await parts.Runner.RunAsync(JobKinds.Erasure, job.Id, CancellationToken.None);
            clock.Now += TimeSpan.FromSeconds(20);
            await parts.Runner.RunAsync(JobKinds.Erasure, job.Id, CancellationToken.None);

            Job done = (await parts.Jobs.FindAsync(JobKinds.Erasure, job.Id, CancellationToken.None))!;
            Assert.Equal(JobStatuses.Done, done.Status);
            Assert.Null(done.Request);
            Assert.True(
                (
                    done.Counts["events/removed"],
                    done.Counts["deliveries/erased"],
                    done.Counts["deliveries/erasedRejected"]) == (3, 5, 1),
                $"cut {cut}: {string.Join(", ", done.Counts)}");
            string[] events = await parts.EventsAsync("smartreach_20260701");
            Assert.Equal(before - 3, events.Length);
            string? left = Array.Find(events, e => e.Contains(ada, StringComparison.OrdinalIgnoreCase));
            Assert.True(left is null, $"cut {cut}: {left}");
            foreach (Delivery delivery in (Delivery[])[alone, shared, repeat, broken, large])
            {
                TableEntity row = Assert.Single(
                    await StorageFixture.RowsAsync(parts.Tables.Deliveries, "smartreach_20260701"),
                    row => IsOwn(row, delivery) || IsBody(row, delivery));
                Assert.Equal(DeliveryStatuses.Erased, row.GetString("Status"));
                Assert.DoesNotContain(
                    row.Keys, key => key.StartsWith("Body", StringComparison.Ordinal) && key != "BodyLength");
            }

            Assert.Equal("processed", (
                await parts.Deliveries.FindAsync("smartreach", others.Id, CancellationToken.None))!.Status);
            Assert.Equal(
                "rejected", (await parts.Deliveries.FindAsync("smartreach", other.Id, CancellationToken.None))!.Status);
            Assert.Null(await parts.Deliveries.FindRejectedAsync("smartreach", broken.Id, CancellationToken.None));
            (string[] rolledUp, string[] recounted) = await parts.CountsAsync("smartreach", "20260701");
            Assert.True(recounted.SequenceEqual(rolledUp), $"cut {cut}");

            await parts.ProcessAsync(QueuedDelivery.Whole(shared)); // its message comes again
            await parts.ProcessAsync(QueuedDelivery.Whole(broken));
            Assert.Null(await parts.Deliveries.FindRejectedAsync("smartreach", broken.Id, CancellationToken.None));
            Job rerun = await parts.EraseAsync(person);
            Assert.Equal(["deliveries/examined", "events/examined"], rerun.Counts.Keys);
            foreach (TableClient table in (TableClient[])[parts.Tables.Deliveries, parts.Tables.Events])
                await TransactionWriter.DeleteAsync(
                    table, await StorageFixture.AllRowsAsync(table, "smartreach_20260701"), CancellationToken.None);
        }

        Assert.InRange(cut, 10, 80 + Step + (5 * (storage.Partitions - 1)));
    }

    [Fact]
    public async Task A_contact_of_one_vendor_is_found_by_its_id_as_a_whole_word()
    {
        StorageParts parts = new(storage, clock: new ManualClock(Day.AddHours(20)));
        Delivery theirs = Opened(40, (123, "a@example.com")), longer = Opened(41, (1234, "b@example.com"));
        Delivery rejected = Samples.Delivery("""{"prospect_id": 123, """, "smartreach", Day);
        Delivery spared = Samples.Delivery("""{"prospect_id": 1234, """, "smartreach", Day);
        await parts.ProcessAsync(new[] { theirs, longer, rejected, spared }.Select(QueuedDelivery.Whole));

        Job job = await parts.EraseAsync(new Person { Vendor = "smartreach", ContactId = "123" });

        Assert.Equal((1, 2, 1), (
            job.Counts["events/removed"], job.Counts["deliveries/erased"], job.Counts["deliveries/erasedRejected"]));
        Assert.Equal(
            "rejected", (await parts.Deliveries.FindAsync("smartreach", spared.Id, CancellationToken.None))!.Status);
    }

    private static bool IsOwn(TableEntity row, Delivery delivery) =>
        row.RowKey == TableKeys.Row(delivery.ReceivedAt, delivery.Id);

    private static bool IsBody(TableEntity row, Delivery delivery) =>
        row.RowKey.Contains($"{delivery.Id}_Body", StringComparison.Ordinal);

    private static Delivery Opened(int minute, params (int Id, string Email)[] people)
    {
        long at = Day.AddMinutes(minute).ToUnixTimeMilliseconds();
        StringBuilder items = new();
        foreach ((int id, string email) in people)
        {
            items.Append(items.Length > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $$$"""
                {"prospect":{"prospect_id":{{{id}}},"email":"{{{email}}}"},"activity":{"created_at":{{{at}}},"email_to":"{{{email}}}","campaign_name":"c"}}
                """);
        }

        string body = $$"""{"metadata":{"event_type":"activity.email.opened","webhook_id":1,"received_at":{{at}}},"data":[{{items}}]}""";
        return Samples.Delivery(body, "smartreach", Day.AddMinutes(minute));
    }
}
