using System.Diagnostics;
using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Ingestion;
using Webhooks.Storage;
using Webhooks.Storage.Events;
using Webhooks.Storage.Retention;
using Webhooks.Storage.RollUp;
using Webhooks.Tools.Azurite;

namespace Webhooks.Benchmarks.Load;

/// <summary>What a roll-up costs: a day's hours all touched, one, or none.</summary>
internal static class RollUpPart
{
    private const string Vendor = "smartreach";
    private const int Hours = 24;
    private const int TouchedEvents = 1_000;

    private static readonly DateOnly Day = new(2026, 3, 1);

    public static async Task RunAsync(LoadOptions options, Report report)
    {
        foreach (int size in options.Events)
        {
            await using AzuriteProcess azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Report = Report.Progress });
            CountingPolicy counter = new();
            TableClientOptions counted = new();
            counted.AddPolicy(counter, HttpPipelinePosition.PerRetry);
            WebhookTables tables = new(new TableServiceClient(azurite.ConnectionString, counted));
            DailyRollUp rollUp = new(tables, new PurgeMarks(tables), TimeProvider.System, NullLogger<DailyRollUp>.Instance);
            await rollUp.RunAsync(CancellationToken.None);

            long start = Stopwatch.GetTimestamp();
            await FillAsync(tables, size);
            Report.Progress($"{size} events in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
            await MarkAsync(tables, [.. Enumerable.Range(0, Hours)]);
            (double seconds, int operations, double megabytes) = await MeasureAsync(rollUp, counter, Hours);
            report.Add($"roll-up of a day of {size:N0} events, all hours touched", $"{Report.Number(seconds)} s, {operations} operations, {Report.Number(megabytes)} MB");

            await MarkAsync(tables, [Hours - 1]);
            (seconds, operations, _) = await MeasureAsync(rollUp, counter, 1);
            report.Add($"roll-up of a day of {size:N0} events, one hour of {TouchedEvents:N0} touched", $"{Report.Number(seconds)} s, {operations} operations", "the same number for every size", operations <= 8);
            (seconds, operations, _) = await MeasureAsync(rollUp, counter, 0);
            report.Add($"roll-up of a day of {size:N0} events, none touched", $"{Report.Number(seconds)} s, {operations} operations", "≤ 2 operations", operations <= 2);
        }

        report.Note("Roll-up: the emulator reads all of a table for each page of a query, so that its seconds grow with the table's size; Azure reads the range. The operations are the same on both.");
    }

    // The last hour has always the same number of events, so that what it costs can be compared between sizes.
    private static async Task FillAsync(WebhookTables tables, int size)
    {
        DateTimeOffset midnight = new(Day, TimeOnly.MinValue, TimeSpan.Zero);
        TableTransactionAction[][] transactions = [.. Enumerable.Range(0, size).Select(i => new TableTransactionAction(TableTransactionActionType.Add, Row(i, midnight))).Chunk(100)];
        await Parallel.ForEachAsync(transactions, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (transaction, token) =>
            await tables.Events.SubmitTransactionAsync(transaction, token));
    }

    // Of an event, the columns that a roll-up reads: the others never leave storage.
    private static TableEntity Row(int number, DateTimeOffset midnight)
    {
        DateTimeOffset at = number < TouchedEvents
            ? midnight.AddHours(Hours - 1).AddSeconds(number)
            : midnight.AddMilliseconds((long)number * 7919 % ((Hours - 1) * 3_600_000L));
        return new TableEntity(
            TableKeys.Partition(Vendor, at), TableKeys.Row(at, EventIdentity.From(number.ToString(CultureInfo.InvariantCulture))))
        {
            ["Type"] = number % 4 == 0 ? EventTypes.MessageOpened : EventTypes.MessageSent,
            ["Channel"] = Channels.Email,
            ["Campaign"] = string.Create(CultureInfo.InvariantCulture, $"Campaign {number % 20}"),
            ["CampaignStep"] = string.Create(CultureInfo.InvariantCulture, $"Day {number % 5}"),
        };
    }

    private static Task MarkAsync(WebhookTables tables, IReadOnlyCollection<int> hours) => TransactionWriter.ReplaceAsync(
        tables.TouchedHours, [.. hours.Select(hour => new TouchedHour(Vendor, Day, hour).ToRow())], CancellationToken.None);

    private static async Task<(double Seconds, int Operations, double Megabytes)> MeasureAsync(DailyRollUp rollUp, CountingPolicy counter, int hours)
    {
        counter.Count = 0;
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long most = before;
        using Timer sampler = new(_ => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false)), null, 0, 10);
        long start = Stopwatch.GetTimestamp();
        int counted = await rollUp.RunAsync(CancellationToken.None);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return counted == hours
            ? (seconds, counter.Count, (most - before) / 1024d / 1024d)
            : throw new InvalidOperationException($"{counted} hours were counted, not {hours}.");
    }

    private sealed class CountingPolicy : HttpPipelineSynchronousPolicy
    {
        private int _count;

        public int Count { get => _count; set => _count = value; }

        public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref _count);
    }
}
