using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Webhooks.Storage.Keys;

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
    private readonly Dictionary<string, DestinationDay> _days = [];
    private readonly HashSet<string> _unwritten = [];
    private ITimer? _timer;

    /// <summary>Counts a request.</summary>
    /// <param name="events">How many events it had.</param>
    public void Add(string destination, int events, DestinationAnswer answer, TimeSpan took)
    {
        DateTimeOffset now = time.GetUtcNow();
        DateOnly today = DateOnly.FromDateTime(now.UtcDateTime);
        lock (_gate)
        {
            DestinationDay day = _days.GetValueOrDefault(destination) is { } known && known.Day == today
                ? known
                : new DestinationDay(destination, today);
            day = day with
            {
                Delivered = day.Delivered + (answer.IsDelivered ? events : 0),
                Failed = day.Failed + (answer.IsDelivered ? 0 : 1),
                Latencies = day.Latencies.With(took),
            };
            if (!answer.IsDelivered)
                day = day with { FailedAt = now, LastFailure = answer with { RetryAfter = null } };
            _days[destination] = day;
            if (_unwritten.Add(destination) && _unwritten.Count == 1)
                WriteLater();
        }
    }

    /// <summary>Writes down what is not yet.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        List<DestinationDay> due;
        lock (_gate)
        {
            due = [.. _unwritten.Select(name => _days[name])];
            _unwritten.Clear();
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
