using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Webhooks.Simulation.Scheduling;

namespace Webhooks.Simulation.Instances;

/// <summary>
/// What the Functions host does with a queue, by the numbers of host.json: it takes 16 messages while no more than 8
/// run, each for ten minutes; deletes what was done; gives back what failed, for two minutes; and copies to the poison
/// queue what failed 60 times.
/// </summary>
/// <remarks>
/// A poll that would find nothing is left out: it would change nothing. A lease is not renewed, since nothing here runs
/// for ten minutes.
/// </remarks>
internal sealed class QueuePump(World world, ServiceInstance instance, string name, Func<QueueMessage, Task> run)
{
    private const int BatchSize = 16;
    private const int NewBatchThreshold = 8;
    private const int MaxDequeueCount = 60;

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Release = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private readonly QueueClient _queue = instance.HostQueue(name);
    private readonly QueueClient _poison = instance.HostQueue($"{name}-poison");
    private int _running;
    private TaskCompletionSource? _room;

    private bool IsOver => instance.Caller.IsLost || instance.IsStopping;

    public async Task PumpAsync()
    {
        while (!IsOver)
        {
            while (_running > NewBatchThreshold)
            {
                _room = new TaskCompletionSource();
                await _room.Task;
            }

            if (await ReceiveAsync() is not { Length: > 0 } messages)
            {
                await WaitForMessagesAsync();
                continue;
            }

            foreach (QueueMessage message in messages)
            {
                _running++;
                world.Start(() => RunAsync(message));
            }
        }
    }

    private async Task<QueueMessage[]> ReceiveAsync()
    {
        try
        {
            return await _queue.ReceiveMessagesAsync(BatchSize, Lease);
        }
        catch (Exception e) when (e is not InstanceLostException && StorageTrouble.Is(e))
        {
            return [];
        }
    }

    // Until the first poll after a message is there to be had.
    private async Task WaitForMessagesAsync()
    {
        while (!IsOver && FirstVisible() is var first && !(first <= world.Time.GetUtcNow()))
        {
            Task changed = world.Account.QueueStore.WhenChangedAsync(name);
            await (first is null ? changed
                : Task.WhenAny(changed, world.Time.DelayAsync(first.Value - world.Time.GetUtcNow())));
        }

        await world.Time.DelayAsync(world.Dice.Between(Moment, LongestPoll));
    }

    private DateTimeOffset? FirstVisible() => world.Account.QueueStore.Find(name)?.FirstVisible;

    private async Task RunAsync(QueueMessage message)
    {
        try
        {
            if (message.DequeueCount > MaxDequeueCount)
                await GiveUpAsync(message);
            else if (await TryRunAsync(message))
                await _queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
            else if (message.DequeueCount >= MaxDequeueCount)
                await GiveUpAsync(message);
            else
                await _queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: Release);
        }
        catch (Exception e) when (e is not InstanceLostException && StorageTrouble.Is(e))
        {
            // Another has it meanwhile, or it comes again when its lease ends.
        }
        finally
        {
            _running--;
            _room?.TrySetResult();
        }
    }

    private async Task<bool> TryRunAsync(QueueMessage message)
    {
        try
        {
            await run(message);
            return true;
        }
        catch (Exception e) when (e is not InstanceLostException)
        {
            if (!StorageTrouble.Is(e))
                world.Report(e);
            return false;
        }
    }

    private async Task GiveUpAsync(QueueMessage message)
    {
        try
        {
            await _poison.SendMessageAsync(message.MessageText);
        }
        catch (RequestFailedException e) when (e.ErrorCode == "QueueNotFound")
        {
            await _poison.CreateIfNotExistsAsync();
            await _poison.SendMessageAsync(message.MessageText);
        }

        await _queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
    }
}
