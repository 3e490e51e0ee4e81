using System.Security.Cryptography;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Storage.Jobs;

namespace Webhooks.Storage.Tests.Deliveries;

public class PendingRecoveryTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    [Fact]
    public async Task What_waits_too_long_is_queued_again_and_what_was_never_whole_is_removed()
    {
        ManualClock clock = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
        StorageParts parts = new(storage, clock: clock, queue: "recovery");
        Delivery parked = Large(clock.Now), settled = Large(clock.Now), recent = Large(clock.Now.AddMinutes(59));
        foreach (Delivery delivery in (Delivery[])[parked, settled, recent])
            await parts.Deliveries.ParkAsync(delivery, CancellationToken.None);
        await parts.ProcessAsync(QueuedDelivery.Stored("smartico", settled.Id));
        // settling was cut off
        await parts.Tables.PendingDeliveries.UpsertEntityAsync(new TableEntity("smartico", settled.Id));
        // by a former version
        await parts.Tables.PendingDeliveries.UpsertEntityAsync(new TableEntity(JobKinds.Replay, settled.Id));

        Delivery cutOff = Large(clock.Now);
        StorageParts dying = new(storage, cut: new StorageCut(4), queue: "recovery");
        await Assert.ThrowsAsync<Azure.RequestFailedException>(
            () => dying.Deliveries.ParkAsync(cutOff, CancellationToken.None));
        Assert.NotEmpty(await RowsOfAsync(parts, cutOff));

        clock.Now = clock.Now.AddHours(1).AddMinutes(1);
        await parts.Recovery.RunAsync(CancellationToken.None);

        List<QueuedDelivery> queued = await parts.DrainAsync();
        Assert.Equal([parked.Id], queued.Select(entry => entry.Id));
        Assert.Empty(await StorageFixture.RowsAsync(parts.Tables.PendingDeliveries, JobKinds.Replay));
        Assert.Empty(await RowsOfAsync(parts, cutOff));
        Assert.Equal(
            new[] { parked.Id, recent.Id }.Order(),
            (await StorageFixture.RowsAsync(
                parts.Tables.PendingDeliveries, "smartico")).Select(row => row.RowKey).Order());

        await parts.Recovery.RunAsync(CancellationToken.None);
        Assert.Empty(await parts.DrainAsync()); // they were queued just now

        await parts.ProcessAsync([.. queued, QueuedDelivery.Stored("smartico", recent.Id)]);
        StorageCut counter = new();
        await new StorageParts(storage, cut: counter).Recovery.RunAsync(CancellationToken.None);
        Assert.Equal(1, counter.Calls);
    }

    private static Delivery Large(DateTimeOffset at) =>
        Samples.Delivery(RandomNumberGenerator.GetBytes(3_000_000), at: at);

    private static async Task<IEnumerable<TableEntity>> RowsOfAsync(StorageParts parts, Delivery delivery) =>
        (await StorageFixture.RowsAsync(parts.Tables.Deliveries, TableKeys.Partition("smartico", delivery.ReceivedAt)))
            .Where(row => row.RowKey.Contains(delivery.Id, StringComparison.Ordinal));
}
