using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Destinations;

/// <summary>
/// Counts what this instance sends to each destination, and writes it down some seconds later: for people to look at. A
/// crash may lose what the last seconds added.
/// </summary>
public sealed class DestinationTallies(WebhookTables tables, TimeProvider time) : IDisposable
{
    private const int DaysKept = 7;

    private static readonly TimeSpan Later = TimeSpan.FromSeconds(5);

    private readonly string _instance =
        Guid.CreateVersion7(time.GetUtcNow()).ToString("N", CultureInfo.InvariantCulture);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Destination, DateOnly Day), DestinationDay> _days = [];
    private readonly HashSet<(string Destination, DateOnly Day)> _unwritten = [];
    private ITimer? _timer;

    /// <summary>Counts a request.</summary>
    /// <param name="events">How many events it had.</param>
    public void Add(string destination, int events, DestinationAnswer answer, TimeSpan took) =>
        Change(destination, (day, now) => day with
        {
            Delivered = day.Delivered + (answer.IsDelivered ? events : 0),
            Failed = day.Failed + (answer.IsDelivered ? 0 : 1),
            Latencies = day.Latencies.With(took),
            FailedAt = answer.IsDelivered ? day.FailedAt : now,
            LastFailure = answer.IsDelivered ? day.LastFailure : answer with { RetryAfter = null },
        });

    /// <summary>Counts what waits to be tried again.</summary>
    /// <param name="changes">When they are due, and how many more they are; less where they were taken.</param>
    public void Wait(string destination, IReadOnlyList<(DateTimeOffset Due, int Events)> changes)
    {
        if (changes.Count > 0)
            Change(destination, (day, now) => day with { Waiting = changes.Aggregate(day.Waiting, Sum).At(now) });

        static WaitingEvents Sum(WaitingEvents sum, (DateTimeOffset Due, int Events) one) =>
            sum.With(one.Due, one.Events);
    }

    /// <summary>Writes down what is not yet.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        List<DestinationDay> due;
        lock (_gate)
        {
            due = [.. _unwritten.Select(key => _days[key])];
            _unwritten.Clear();
            DateOnly today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            foreach ((string, DateOnly Day) over in _days.Keys.Where(key => key.Day < today).ToArray())
                _days.Remove(over);
        }

        foreach (DestinationDay day in due)
        {
            await tables.ServiceState.UpsertEntityAsync(
                day.ToRow(_instance), TableUpdateMode.Replace, cancellationToken);
        }
    }

    /// <summary>Forgets days that nobody looks at any more.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        DateOnly first = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-DaysKept);
        List<TableEntity> old = [];
        await foreach (TableEntity row in tables.ServiceState.QueryAsync<TableEntity>(
            new KeyRange(DestinationDay.Partition).Filter(), cancellationToken: cancellationToken))
        {
            if (DestinationDay.Read(row) is not { } day || day.Day < first)
                old.Add(row);
        }

        await TransactionWriter.DeleteAsync(tables.ServiceState, old, cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => _timer?.Dispose();

    private void Change(string destination, Func<DestinationDay, DateTimeOffset, DestinationDay> change)
    {
        DateTimeOffset now = time.GetUtcNow();
        (string Destination, DateOnly Day) key = (destination, DateOnly.FromDateTime(now.UtcDateTime));
        lock (_gate)
        {
            _days[key] = change(_days.GetValueOrDefault(key) ?? new DestinationDay(destination, key.Day), now);
            if (_unwritten.Add(key) && _unwritten.Count == 1)
                WriteLater();
        }
    }

    private void WriteLater()
    {
        if (_timer is null)
        {
            // Of no message, or its trace would go on for ever.
            using AsyncFlowControl none = ExecutionContext.SuppressFlow();
            _timer = time.CreateTimer(
                _ => _ = WriteQuietlyAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        _timer.Change(Later, Timeout.InfiniteTimeSpan);
    }

    // Storage that is away now gets it with the next request.
    private async Task WriteQuietlyAsync()
    {
        try
        {
            await WriteAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            // They are figures to look at.
        }
    }
}
