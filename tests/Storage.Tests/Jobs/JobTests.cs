using Webhooks.Ingestion;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Replay;

namespace Webhooks.Storage.Tests.Jobs;

public sealed class JobTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly string Request = new ReplayRequest { DeliveryId = DeliveryId.New(Samples.Noon) }.ToJson();

    [Fact]
    public async Task A_job_that_gets_no_further_is_queued_again_and_one_that_is_done_is_not()
    {
        ManualClock clock = new(Samples.Noon);
        StorageParts parts = new(storage, clock: clock, queue: "stuck");
        Job stuck = await parts.Jobs.AddAsync(JobKinds.Replay, Request, CancellationToken.None);
        await parts.ReplayAsync(new ReplayRequest { DeliveryId = DeliveryId.New(Samples.Noon) });
        Assert.Equal(0, await parts.JobRecovery.RunAsync(CancellationToken.None));

        clock.Now += JobRecovery.Patience + TimeSpan.FromMinutes(1);
        Assert.Equal(1, await parts.JobRecovery.RunAsync(CancellationToken.None));
        Assert.Equal(0, await parts.JobRecovery.RunAsync(CancellationToken.None));

        JobStep step = JobStep.Parse((await parts.JobMessages.ReceiveMessageAsync()).Value.MessageText)!;
        Assert.Equal(new JobStep(JobKinds.Replay, stuck.Id), step);
        Assert.Equal(
            JobStatuses.Done, (await parts.Runner.RunAsync(step.Kind, step.Id, CancellationToken.None))!.Status);
        StorageCut counter = new();
        Assert.Equal(0, await new StorageParts(
            storage, clock: clock, cut: counter).JobRecovery.RunAsync(CancellationToken.None));
        Assert.Equal(1, counter.Calls);
    }

    [Fact]
    public async Task A_job_whose_first_step_cannot_be_queued_is_not_left_behind()
    {
        StorageParts parts = new(storage, queue: "No name of a queue");
        await Assert.ThrowsAsync<Azure.RequestFailedException>(
            () => parts.Runner.StartAsync(JobKinds.Erasure, "{}", CancellationToken.None));
        Assert.Empty(await StorageFixture.RowsAsync(parts.Tables.Jobs, JobKinds.Erasure));
    }
}
