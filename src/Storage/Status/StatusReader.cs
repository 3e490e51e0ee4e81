using Azure;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Received;
using Webhooks.Storage.RollUp;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Status;

/// <summary>Reads how the service is doing, with few and bounded requests.</summary>
/// <param name="rejected">Reads rejected deliveries.</param>
/// <param name="rollUp">When the roll-up ran.</param>
public sealed class StatusReader(
    QueueClient deliveries,
    QueueClient poison,
    WebhookTables tables,
    VendorRegistry vendors,
    RejectedReader rejected,
    RollUpState rollUp,
    TimeProvider time)
{
    /// <summary>How many rejected deliveries of a vendor are counted; beyond it is "more".</summary>
    public const int MaxRejected = 1000;

    private const int MaxMarks = 100;

    /// <summary>Asks the storage whether it answers: two requests.</summary>
    /// <returns>When queue and tables have answered; throws where one does not.</returns>
    public Task ProbeAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(QueueAsync(deliveries, cancellationToken), rollUp.ReadAsync(cancellationToken));

    /// <summary>Reads everything.</summary>
    public async Task<ServiceStatus> ReadAsync(CancellationToken cancellationToken)
    {
        VendorSilence silence = new(tables, time);
        IReadOnlyList<string> names = vendors.Registered;
        Task<QueueState> queue = QueueAsync(cancellationToken);
        Task<RollUpTimes> counted = RollUpAsync(names, cancellationToken);
        Task<VendorState[]> heard = Task.WhenAll(names.Select(name => silence.ReadAsync(name, cancellationToken)));
        Task<IReadOnlyList<RejectedState>> refused = RejectedAsync(cancellationToken);
        Task<IReadOnlyList<UnreadableRow>> unreadable = tables.Unreadable.ReadAsync(cancellationToken);
        await Task.WhenAll(queue, counted, heard, refused, unreadable);

        DateTimeOffset now = time.GetUtcNow();
        return new ServiceStatus(
            now,
            await queue,
            await counted,
            await heard,
            await refused,
            StatusFindings.Of(now, await queue, await counted, await heard, await refused, await unreadable));
    }

    /// <summary>Reads what waits.</summary>
    /// <returns>The queue's state.</returns>
    public async Task<QueueState> QueueAsync(CancellationToken cancellationToken)
    {
        Task<int> waiting = QueueAsync(deliveries, cancellationToken);
        Task<int> given = QueueAsync(poison, cancellationToken);
        Task<DateTimeOffset?> oldest = OldestAsync(cancellationToken);
        await Task.WhenAll(waiting, given, oldest);
        return new QueueState(await waiting, await oldest, await given);
    }

    /// <summary>Counts the rejected deliveries of each vendor.</summary>
    /// <returns>Those vendors that have some.</returns>
    public async Task<IReadOnlyList<RejectedState>> RejectedAsync(CancellationToken cancellationToken)
    {
        RejectedState[] states = await Task.WhenAll(
            vendors.Names().Select(name => RejectedAsync(name, cancellationToken)));
        return [.. states.Where(state => state.Count > 0)];
    }

    private async Task<RollUpTimes> RollUpAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        Task<int[]> marks = Task.WhenAll(names.Select(name => MarksAsync(name, cancellationToken)));
        (DateTimeOffset? ranAt, DateTimeOffset? nextAt) = await rollUp.ReadAsync(cancellationToken);
        return new RollUpTimes(ranAt, nextAt, (await marks).Sum());
    }

    private async Task<int> MarksAsync(string vendor, CancellationToken cancellationToken)
    {
        string filter = new KeyRange(vendor).Filter();
        await foreach (Page<TableEntity> page in tables.TouchedHours.QueryAsync<TableEntity>(
            filter, MaxMarks, ["RowKey"], cancellationToken).AsPages())
        {
            return page.Values.Count;
        }

        return 0;
    }

    private async Task<RejectedState> RejectedAsync(string vendor, CancellationToken cancellationToken)
    {
        RejectedPage page = await rejected.PageAsync(
            vendor, reason: null, MaxRejected, continuation: null, cancellationToken);
        return new RejectedState(
            vendor,
            page.Rejected.Count,
            page.Next is not null,
            page.Rejected.CountBy(one => one.Reason).OrderByDescending(reason => reason.Value).ToDictionary());
    }

    private static async Task<int> QueueAsync(QueueClient queue, CancellationToken cancellationToken)
    {
        try
        {
            QueueProperties properties = await queue.GetPropertiesAsync(cancellationToken);
            return properties.ApproximateMessagesCount;
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return 0; // it is made with its first message
        }
    }

    private async Task<DateTimeOffset?> OldestAsync(CancellationToken cancellationToken)
    {
        try
        {
            PeekedMessage? oldest = await deliveries.PeekMessageAsync(cancellationToken);
            return oldest?.InsertedOn;
        }
        catch (RequestFailedException e) when (e.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            return null;
        }
    }
}
