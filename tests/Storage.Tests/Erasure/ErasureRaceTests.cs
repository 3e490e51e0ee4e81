using System.Text;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Erasure;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Replay;

namespace Webhooks.Storage.Tests.Erasure;

/// <summary>An erasure against what is under way: whoever is held up, and where, nothing of the person is
/// left.</summary>
public class ErasureRaceTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset Day = new(2026, 8, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly ManualClock _clock = new(Day.AddHours(20));

    [Theory]
    [InlineData("Events", false)]
    [InlineData("Events", true)]
    [InlineData("Deliveries", false)]
    [InlineData("Deliveries", true)]
    public async Task A_large_delivery_that_is_half_stored_is_gone(string heldAt, bool byId) =>
        await RaceAsync(heldAt, byId, async (parts, delivery) =>
        {
            await parts.Deliveries.ParkAsync(delivery, CancellationToken.None);
            return held => held.ProcessAsync(QueuedDelivery.Stored(delivery.Vendor, delivery.Id));
        });

    [Theory]
    [InlineData("Events", false)]
    [InlineData("Deliveries", false)]
    [InlineData("Deliveries", true)]
    [InlineData("TouchedHours", true)]
    public async Task A_message_that_is_half_stored_is_gone(string heldAt, bool byId) =>
        await RaceAsync(heldAt, byId, (_, delivery) => Task.FromResult<Func<StorageParts, Task>>(
            held => held.ProcessAsync(QueuedDelivery.Whole(delivery))));

    [Theory]
    [InlineData("Events", false)]
    [InlineData("Events", true)]
    [InlineData("Deliveries", false)]
    [InlineData("TouchedHours", false)]
    public async Task A_replay_that_is_half_done_brings_nothing_back(string heldAt, bool byId) =>
        await RaceAsync(heldAt, byId, async (parts, delivery) =>
        {
            await parts.ProcessAsync(QueuedDelivery.Whole(delivery));
            StoredDelivery stored = (await parts.Deliveries.FindAsync(
                delivery.Vendor, delivery.Id, CancellationToken.None))!;
            await parts.Events.RemoveAsync([.. stored.EventKeys], CancellationToken.None);
            return held => held.ReplayAsync(new ReplayRequest { DeliveryId = delivery.Id });
        });

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task What_waited_in_the_queue_is_erased_when_it_comes(bool byId, bool isBroken)
    {
        StorageParts parts = new(storage, clock: _clock);
        (Delivery waiting, Person person, string address) = Make(byId);
        if (isBroken)
            waiting = waiting with { Body = waiting.Body[..^3] };
        Job job = await parts.EraseAsync(person);
        Assert.Equal(JobStatuses.Done, job.Status);

        await new StorageParts(storage, clock: _clock).ProcessAsync(QueuedDelivery.Whole(waiting));
        await AssertGoneAsync(parts, waiting, person, address);

        Delivery later = waiting with { Id = DeliveryId.New(_clock.Now), ReceivedAt = _clock.Now };
        await new StorageParts(storage, clock: _clock).ProcessAsync(QueuedDelivery.Whole(later));
        Assert.NotEqual(DeliveryStatuses.Erased, (
            await parts.Deliveries.FindAsync(later.Vendor, later.Id, CancellationToken.None))!.Status);
    }

    [Fact]
    public async Task Who_asked_just_before_and_so_does_not_know_is_caught_up_with()
    {
        StorageParts unaware = new(storage, clock: _clock);
        await unaware.ProcessAsync(QueuedDelivery.Whole(Samples.Delivery(Samples.Send("other"), at: Day)));
        StorageParts parts = new(storage, clock: _clock);
        (Delivery waiting, Person person, string address) = Make(byId: false);
        Job job = await parts.Jobs.AddAsync(JobKinds.Erasure, person.ToJson(), CancellationToken.None);
        await parts.Runner.RunAsync(JobKinds.Erasure, job.Id, CancellationToken.None);

        await unaware.ProcessAsync(QueuedDelivery.Whole(waiting));
        StoredDelivery between = (await parts.Deliveries.FindAsync(
            waiting.Vendor, waiting.Id, CancellationToken.None))!;
        Assert.Equal(DeliveryStatuses.Processed, between.Status);
        Job early = (await parts.Runner.RunAsync(JobKinds.Erasure, job.Id, CancellationToken.None))!;
        Assert.Equal(JobStatuses.Running, early.Status);

        Assert.Equal(JobStatuses.Done, (await parts.FinishErasureAsync(job.Id)).Status);
        await AssertGoneAsync(parts, waiting, person, address);
    }

    [Fact]
    public async Task Who_is_erased_again_while_the_old_erasure_is_forgotten_stays_erased()
    {
        StorageHold hold = new("ServiceState");
        StorageParts held = new(storage, clock: _clock, cut: hold);
        StorageParts parts = new(storage, clock: _clock);
        (Delivery delivery, Person person, _) = Make(byId: false);
        await parts.EraseAsync(person);
        _clock.Now += Tombstones.Kept + TimeSpan.FromDays(1);

        hold.Arm();
        Task forgetting = held.ProcessAsync(QueuedDelivery.Whole(delivery));
        await hold.Reached;
        Job again = await parts.EraseAsync(person);
        hold.Release();
        await forgetting;

        List<DateTimeOffset?> erased = [];
        await foreach (TableEntity row in parts.Tables.ServiceState.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {"erased"}")))
            erased.Add(row.GetDateTimeOffset("ErasedAt"));
        Assert.Contains(again.CreatedAt, erased);
    }

    [Theory]
    [InlineData("Events", 0)]
    [InlineData("Events", DeliveryOutcome.MaxEvents)]
    [InlineData("Deliveries", DeliveryOutcome.MaxEvents)]
    public async Task A_delivery_of_many_people_that_is_half_stored_is_gone(string heldAt, int others)
    {
        StorageHold hold = new(heldAt);
        StorageParts parts = new(storage, clock: _clock);
        (Delivery delivery, Person person, string address) = Make(byId: true, others);
        await parts.Deliveries.ParkAsync(delivery, CancellationToken.None);

        hold.Arm();
        Task underWay = new StorageParts(storage, clock: _clock, cut: hold).ProcessAsync(
            QueuedDelivery.Stored(delivery.Vendor, delivery.Id));
        await hold.Reached;
        Assert.Equal(JobStatuses.Done, (await parts.EraseAsync(person)).Status);
        hold.Release();
        await underWay;

        await AssertGoneAsync(parts, delivery, person, address);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(DeliveryOutcome.MaxEvents)]
    public async Task Whoever_writes_after_an_erasure_and_dies_is_caught_up_with(int others)
    {
        StorageParts parts = new(storage, clock: _clock);
        (Delivery delivery, Person person, string address) = Make(byId: true, others);
        StorageHold hold = new("Events", address);
        QueuedDelivery entry = QueuedDelivery.Stored(delivery.Vendor, delivery.Id);
        await parts.Deliveries.ParkAsync(delivery, CancellationToken.None);

        hold.Arm();
        Task underWay = new StorageParts(storage, clock: _clock, cut: new DiesAfterThat(hold)).ProcessAsync(entry);
        await hold.Reached;
        Assert.Equal(JobStatuses.Done, (await parts.EraseAsync(person)).Status);
        hold.Release();
        await Assert.ThrowsAnyAsync<Exception>(() => underWay);
        Assert.True(await parts.Tables.Events.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"ContactId eq {address}")).AnyAsync());

        await parts.ProcessAsync(entry);

        await AssertGoneAsync(parts, delivery, person, address);
    }

    private async Task RaceAsync(
        string heldAt, bool byId, Func<StorageParts, Delivery, Task<Func<StorageParts, Task>>> prepare)
    {
        StorageHold hold = new(heldAt);
        StorageParts held = new(storage, clock: _clock, cut: hold);
        StorageParts parts = new(storage, clock: _clock);
        (Delivery delivery, Person person, string address) = Make(byId);
        Func<StorageParts, Task> run = await prepare(parts, delivery);

        hold.Arm();
        Task underWay = run(held);
        await hold.Reached;
        Job job = await parts.EraseAsync(person);
        Assert.Equal(JobStatuses.Done, job.Status);
        hold.Release();
        await underWay;

        await AssertGoneAsync(parts, delivery, person, address);
    }

    private static (Delivery Delivery, Person Person, string Address) Make(bool byId, int others = 0)
    {
        string name = $"pat{Guid.CreateVersion7(Day):N}";
        string address = $"{name}@example.com";
        Delivery delivery = Samples.Delivery(
            Samples.Send(name).Replace("Spring", $"To {address}", StringComparison.Ordinal), at: Day);
        if (others > 0)
        {
            IEnumerable<string> sends = Enumerable.Range(0, others)
                .Select(other => $$"""{"login":"u{{other}}","channel":"SMS","campaign_name":"{{name[..9]}}"}""");
            byte[] body = [.. "["u8, .. delivery.Body.Span, .. Encoding.UTF8.GetBytes($",{string.Join(',', sends)}]")];
            delivery = delivery with { Body = body };
        }

        Person person = byId
            ? new Person { Vendor = "smartico", ContactId = name }
            : new Person { Email = address };
        return (delivery, person, name);
    }

    private async Task AssertGoneAsync(StorageParts parts, Delivery delivery, Person person, string name)
    {
        await parts.RollUp.RunAsync(CancellationToken.None);
        StoredDelivery? stored = await parts.Deliveries.FindAsync(delivery.Vendor, delivery.Id, CancellationToken.None);
        Assert.Equal(DeliveryStatuses.Erased, stored?.Status);
        foreach (string table in StorageNames.Tables)
        {
            await foreach (
                TableEntity row in storage.Connection.Tables().GetTableClient(table).QueryAsync<TableEntity>())
                Assert.DoesNotContain(name, JsonSerializer.Serialize(row), StringComparison.Ordinal);
        }

        Job rerun = await new StorageParts(storage, clock: _clock).EraseAsync(person);
        Assert.DoesNotContain(rerun.Counts.Keys, count => !count.EndsWith("examined", StringComparison.Ordinal));
    }

    // Held up, it writes what it was about to write, and then no more.
    private sealed class DiesAfterThat(StorageHold hold) : HttpPipelinePolicy
    {
        private bool _isDead;

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
            throw new NotSupportedException();

        public override async ValueTask ProcessAsync(
            HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            if (!_isDead)
                await hold.ProcessAsync(message, pipeline);
            _isDead |= hold.Held == message;
            if (_isDead)
                throw new RequestFailedException(500, "The process died here.");
        }
    }
}
