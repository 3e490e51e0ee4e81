using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Webhooks.Storage.Events;
using Webhooks.Storage.Retention;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.RollUp;

/// <summary>
/// Keeps <c>DailyCounts</c> and <c>DailyCampaignCounts</c> exact: recounts the hours that were touched, and adds up the
/// days they belong to. It replaces and never increments, so a late, repeated or removed event, a crash at any point,
/// and two roll-ups at once all come out right.
/// </summary>
/// <remarks>
/// A day that retention has purged keeps its counts: it is not counted again, and what was added to it late goes.
/// </remarks>
/// <param name="purges">Which days are purged.</param>
/// <param name="logger">Told what was counted.</param>
public sealed partial class DailyRollUp(
    WebhookTables tables, PurgeMarks purges, TimeProvider time, ILogger<DailyRollUp> logger)
{
    private const int DaysAtOnce = 4;

    /// <summary>Counts what was touched since the last time. A day that fails stops no other; its marks stay.</summary>
    /// <param name="cancellationToken">Gives up; what is left is counted the next time.</param>
    /// <returns>How many hours were counted.</returns>
    /// <exception cref="AggregateException">
    /// Several days failed; where it was one, its own failure is thrown.
    /// </exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        Dictionary<VendorDay, List<Mark>> days = [];
        int marks = 0;
        await foreach (TableEntity mark in tables.TouchedHours.QueryAsync<TableEntity>(
            filter: (string?)null, cancellationToken: cancellationToken))
        {
            if (!TouchedHour.TryParse(mark, out TouchedHour hour))
            {
                await tables.Unreadable.NoteAsync(tables.TouchedHours, mark, cancellationToken);
                continue;
            }

            VendorDay day = new(hour.Vendor, hour.Day);
            if (!days.TryGetValue(day, out List<Mark>? ofDay))
                days[day] = ofDay = [];
            ofDay.Add(new Mark(hour, mark));
            marks++;
        }

        ConcurrentQueue<Exception> failures = [];
        await Parallel.ForEachAsync(
            days,
            new ParallelOptions { MaxDegreeOfParallelism = DaysAtOnce, CancellationToken = cancellationToken },
            async (day, token) => await TryRollUpAsync(day.Key, day.Value, failures, token));
        if (marks > 0)
            Log.Counted(logger, marks);
        if (failures.Count == 1)
            ExceptionDispatchInfo.Throw(failures.First());
        return failures.IsEmpty ? marks : throw new AggregateException(failures);
    }

    private async Task TryRollUpAsync(
        VendorDay day,
        IReadOnlyCollection<Mark> marks,
        ConcurrentQueue<Exception> failures,
        CancellationToken cancellationToken)
    {
        try
        {
            await RollUpAsync(day, marks, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, day.Vendor, day.Day, e);
            failures.Enqueue(e);
        }
    }

    private async Task RollUpAsync(
        VendorDay day, IReadOnlyCollection<Mark> marks, CancellationToken cancellationToken)
    {
        DayCounter counter = new(tables, purges, day, time);
        await Conflicts.RetryAsync(async failure =>
        {
            if (failure is not null)
                Log.CountedMeanwhile(logger, day.Vendor, day.Day);
            if (!await counter.CountAsync([.. marks.Select(mark => mark.Hour.Hour)], cancellationToken))
                await counter.PurgeAsync(cancellationToken);
            return true;
        });

        // A mark made since it was read has another ETag, and stays for the next time.
        foreach (Mark mark in marks)
            await RemoveMarkAsync(mark.Row, cancellationToken);
    }

    private async Task RemoveMarkAsync(TableEntity mark, CancellationToken cancellationToken)
    {
        try
        {
            await tables.TouchedHours.DeleteEntityAsync(mark.PartitionKey, mark.RowKey, mark.ETag, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            Log.TouchedMeanwhile(logger, mark.PartitionKey, mark.RowKey);
        }
    }

    private readonly record struct Mark(TouchedHour Hour, TableEntity Row);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Counted {Hours} touched hours")]
        public static partial void Counted(ILogger logger, int hours);

        [LoggerMessage(LogLevel.Error, "{Vendor} {Day} could not be counted; its hours stay marked")]
        public static partial void Failed(ILogger logger, string vendor, DateOnly day, Exception failure);

        [LoggerMessage(LogLevel.Information, "{Vendor} {Day} was counted by another roll-up meanwhile, counting again")]
        public static partial void CountedMeanwhile(ILogger logger, string vendor, DateOnly day);

        [LoggerMessage(LogLevel.Debug, "{Vendor} {Hour} was touched meanwhile and stays marked")]
        public static partial void TouchedMeanwhile(ILogger logger, string vendor, string hour);
    }
}
