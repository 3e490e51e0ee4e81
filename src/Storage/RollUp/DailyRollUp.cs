using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Webhooks.Storage.Events;
using Webhooks.Storage.Retention;

namespace Webhooks.Storage.RollUp;

/// <summary>
/// Keeps <c>DailyCounts</c> and <c>DailyCampaignCounts</c> exact: recounts the hours that were touched, and adds up the
/// days they belong to. It replaces and never increments, so a late, repeated or removed event, a crash at any point,
/// and two roll-ups at once all come out right.
/// </summary>
/// <remarks>
/// A day that retention has purged keeps its counts: it is not counted again, and what was added to it late goes.
/// </remarks>
/// <param name="tables">The tables.</param>
/// <param name="purges">Which days are purged.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told what was counted.</param>
public sealed partial class DailyRollUp(WebhookTables tables, PurgeMarks purges, TimeProvider time, ILogger<DailyRollUp> logger)
{
    private const int DaysAtOnce = 4;
    private const int TriesPerDay = 5;

    /// <summary>Counts what was touched since the last time.</summary>
    /// <param name="cancellationToken">Gives up; what is left is counted the next time.</param>
    /// <returns>How many hours were counted.</returns>
    public Task<int> RunAsync(CancellationToken cancellationToken) =>
        tables.WithTablesAsync(() => RunOnceAsync(cancellationToken), cancellationToken);

    private async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        List<TableEntity> marks = [];
        await foreach (TableEntity mark in tables.TouchedHours.QueryAsync<TableEntity>(filter: (string?)null, cancellationToken: cancellationToken))
            marks.Add(mark);

        var days = marks.GroupBy(mark => (TouchedHour.From(mark).Vendor, TouchedHour.From(mark).Day));
        await Parallel.ForEachAsync(
            days,
            new ParallelOptions { MaxDegreeOfParallelism = DaysAtOnce, CancellationToken = cancellationToken },
            async (day, token) => await RollUpAsync(day.Key.Vendor, day.Key.Day, [.. day], token));
        if (marks.Count > 0)
            Log.Counted(logger, marks.Count);
        return marks.Count;
    }

    private async Task RollUpAsync(string vendor, DateOnly day, List<TableEntity> marks, CancellationToken cancellationToken)
    {
        DayCounter counter = new(tables, purges, vendor, day, time);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                if (!await counter.CountAsync([.. marks.Select(mark => TouchedHour.From(mark).Hour)], cancellationToken))
                    await counter.PurgeAsync(cancellationToken);
                break;
            }
            catch (RequestFailedException e) when (Changed(e) && attempt < TriesPerDay)
            {
                // Another roll-up wrote the same day meanwhile: what this one read is old.
                Log.CountedMeanwhile(logger, vendor, day);
            }
        }

        // A mark made since it was read has another ETag, and stays for the next time.
        foreach (TableEntity mark in marks)
            await RemoveMarkAsync(mark, cancellationToken);
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

    // 412: the row was replaced; 409: it was added; 404: it was removed.
    private static bool Changed(RequestFailedException e) =>
        e.Status is 412 or 409 || (e.Status == 404 && e.ErrorCode != "TableNotFound");

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Counted {Hours} touched hours")]
        public static partial void Counted(ILogger logger, int hours);

        [LoggerMessage(LogLevel.Information, "{Vendor} {Day} was counted by another roll-up meanwhile, counting again")]
        public static partial void CountedMeanwhile(ILogger logger, string vendor, DateOnly day);

        [LoggerMessage(LogLevel.Debug, "{Vendor} {Hour} was touched meanwhile and stays marked")]
        public static partial void TouchedMeanwhile(ILogger logger, string vendor, string hour);
    }
}
