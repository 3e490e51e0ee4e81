using Azure.Storage.Queues;
using Webhooks.Simulation.Instances;
using Webhooks.Simulation.Scheduling;

namespace Webhooks.Simulation.Tests.Instances;

/// <summary>The host's rules for a queue.</summary>
public sealed class QueuePumpTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2027, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly World _world = new(1, Start);
    private readonly ServiceInstance _instance;

    public QueuePumpTests() => _instance =
        new ServiceInstance(_world, "i1", new InstanceOptions(), version: 1, partitions: 1, new Receivers(_world));

    public void Dispose()
    {
        _instance.Dispose();
        _world.Dispose();
    }

    [Fact]
    public void A_message_that_fails_comes_again_after_two_minutes_and_after_60_times_is_poison()
    {
        List<DateTimeOffset> runs = [];
        Pump(() =>
        {
            runs.Add(_world.Time.GetUtcNow());
            throw new IOException("The function fails.");
        });
        Put("x");
        _world.Run(() => Count("messages-poison") > 0 && Count("messages") == 0);

        Assert.Equal(60, runs.Count);
        Assert.All(runs.Zip(runs.Skip(1)), pair =>
            Assert.InRange(pair.Second - pair.First, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2.2)));
    }

    [Fact]
    public void A_message_of_an_instance_that_is_lost_comes_again_when_its_lease_ends()
    {
        TaskCompletionSource never = new();
        Pump(() => never.Task);
        Put("x");
        _world.Run(() => _world.Account.QueueStore.Find("messages")!.Messages.Single().DequeueCount == 1);
        _world.Time.In(TimeSpan.Zero, _instance.Caller.Lose);

        using ServiceInstance other = new(
            _world, "i2", new InstanceOptions(), version: 1, partitions: 1, new Receivers(_world));
        DateTimeOffset? again = null;
        _world.Start(new QueuePump(_world, other, "messages", _ =>
        {
            again = _world.Time.GetUtcNow();
            return Task.CompletedTask;
        }).PumpAsync);
        _world.Run(() => Count("messages") == 0);

        Assert.InRange(again!.Value - Start, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(11));
    }

    private void Pump(Func<Task> run) =>
        _world.Start(new QueuePump(_world, _instance, "messages", _ => run()).PumpAsync);

    private void Put(string text) => _world.Do(async () =>
    {
        QueueClient queue = _instance.HostQueue("messages");
        await queue.CreateAsync();
        return await queue.SendMessageAsync(text);
    });

    private int Count(string queue) => _world.Account.QueueStore.Find(queue)?.Messages.Count ?? 0;
}
