using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Webhooks.Ingestion.Messages;

namespace Webhooks.Storage.Tests.Queue;

/// <summary>A queue whose puts take until the test lets them end.</summary>
internal sealed class HeldQueue : QueueClient, IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _begun = new(0);
    private readonly List<(int Deliveries, TaskCompletionSource End)> _puts = [];

    /// <summary>How many deliveries the messages hold that are being put, in the order they came.</summary>
    public int[] Puts
    {
        get
        {
            lock (_puts)
                return [.. _puts.Select(put => put.Deliveries)];
        }
    }

    /// <summary>Waits for another put to begin.</summary>
    public async Task BeginsAsync() => Assert.True(await _begun.WaitAsync(Deadline), "No put began.");

    /// <summary>Ends the put that began first.</summary>
    public Task EndFirstAsync(bool nextBegins = false)
    {
        TakeFirst().SetResult();
        return nextBegins ? BeginsAsync() : Task.CompletedTask;
    }

    /// <summary>Fails the put that began first.</summary>
    public Task FailFirstAsync(bool nextBegins = false)
    {
        TakeFirst().SetException(new RequestFailedException("Not now."));
        return nextBegins ? BeginsAsync() : Task.CompletedTask;
    }

    public override async Task<Response<SendReceipt>> SendMessageAsync(
        BinaryData message, TimeSpan? visibilityTimeout =
            null, TimeSpan? timeToLive = null, CancellationToken cancellationToken = default)
    {
        TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_puts)
            _puts.Add((MessageReader.Unpack(message.ToMemory()).Count, end));
        _begun.Release();
        await end.Task;
        return Response.FromValue(QueuesModelFactory.SendReceipt("", default, default, "", default), null!);
    }

    public void Dispose() => _begun.Dispose();

    private TaskCompletionSource TakeFirst()
    {
        lock (_puts)
        {
            TaskCompletionSource end = _puts[0].End;
            _puts.RemoveAt(0);
            return end;
        }
    }
}
