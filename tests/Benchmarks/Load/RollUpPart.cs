using System.Diagnostics;
using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Ingestion;
using Webhooks.Storage.Events;
using Webhooks.Storage.Retention;
using Webhooks.Storage.RollUp;
using Webhooks.Storage.Tables;
using Webhooks.Tools.Azurite;

namespace Webhooks.Benchmarks.Load;

/// <summary>What a roll-up costs: a day's hours all touched, one, or none.</summary>
internal static class RollUpPart
{
    private const string Vendor = "smartreach";
    private const int Hours = 24;
    private const int TouchedEvents = 1_000;

    // The emulator's time grows with the square of the table, so larger days are answered from memory.
    private const int MostInEmulator = 100_000;

    private static readonly DateOnly Day = new(2026, 3, 1);

    public static async Task RunAsync(LoadOptions options, Report report)
    {
        List<int> ofOneHour = [];
        foreach (int size in options.Events)
            await RunAsync(size, ofOneHour, report);

        report.Note("Roll-up: the emulator reads all of a table for each page of a query, so that its seconds grow "
            + "with the table's size; Azure reads the range. "
            + $"The events of more than {MostInEmulator:N0} are therefore answered from memory, and all else by the "
            + $"emulator. The operations are the same everywhere. The app adds one for each run, the time it ran.");
    }

    private static async Task RunAsync(int size, List<int> ofOneHour, Report report)
    {
        await using AzuriteProcess azurite =
            await AzuriteProcess.StartAsync(new AzuriteOptions { Report = Report.Progress });
        bool inEmulator = size <= MostInEmulator;
        IEnumerable<TableEntity> events = Enumerable.Range(0, size).Select(Row);
        using HttpClient http = inEmulator ? new HttpClient() : new HttpClient(new MadeEvents(ByHour(events)));
        CountingPolicy counter = new();
        TableClientOptions counted = new() { Transport = new HttpClientTransport(http) };
        counted.AddPolicy(counter, HttpPipelinePosition.PerRetry);
        WebhookTables tables = new(new TableServiceClient(azurite.ConnectionString, counted));
        DailyRollUp rollUp = new(tables, new PurgeMarks(tables), TimeProvider.System, NullLogger<DailyRollUp>.Instance);
        await rollUp.RunAsync(CancellationToken.None);
        if (inEmulator)
            await FillAsync(tables, events);

        string what = $"roll-up of a day of {size:N0} events{(inEmulator ? "" : " (from memory)")}";
        int[] all = [.. Enumerable.Range(0, Hours)];
        await MarkAsync(tables, all);
        (double seconds, int operations) = await MeasureAsync(rollUp, counter, Hours);
        await MarkAsync(tables, all);
        double megabytes = await MeasureMemoryAsync(rollUp);
        report.Add($"{what}, all hours touched", $"{Report.Number(seconds)} s, "
            + $"{Report.Count(operations, "operation")}, {Report.Number(megabytes)} MB in use");

        await MarkAsync(tables, [Hours - 1]);
        (seconds, operations) = await MeasureAsync(rollUp, counter, 1);
        ofOneHour.Add(operations);
        report.Add($"{what}, one hour of {TouchedEvents:N0} touched", $"{Report.Number(seconds)} s, "
            + $"{Report.Count(operations, "operation")}", "the same operations for every size",
            operations == ofOneHour[0]);
        (seconds, operations) = await MeasureAsync(rollUp, counter, 0);
        report.Add($"{what}, none touched", $"{Report.Number(seconds)} s, {Report.Count(operations, "operation")}",
            "≤ 2 operations", operations <= 2);
    }

    private static async Task FillAsync(WebhookTables tables, IEnumerable<TableEntity> events)
    {
        TableTransactionAction[][] transactions =
            [.. events.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)).Chunk(100)];
        await Parallel.ForEachAsync(
            transactions, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (transaction, token) =>
            await tables.Events.SubmitTransactionAsync(transaction, token));
    }

    private static List<TableEntity>[] ByHour(IEnumerable<TableEntity> events)
    {
        List<TableEntity>[] hours = [.. Enumerable.Range(0, Hours).Select(_ => new List<TableEntity>())];
        foreach (TableEntity row in events)
            hours[int.Parse(row.RowKey.AsSpan(0, 2), CultureInfo.InvariantCulture)].Add(row);
        return hours;
    }

    // Of an event, the columns that a roll-up reads: the others never leave storage. The last hour has always the same
    // number of events, so that what it costs can be compared between sizes.
    private static TableEntity Row(int number)
    {
        DateTimeOffset midnight = new(Day, TimeOnly.MinValue, TimeSpan.Zero);
        DateTimeOffset at = number < TouchedEvents
            ? midnight.AddHours(Hours - 1).AddSeconds(number)
            : midnight.AddMilliseconds((long)number * 7919 % ((Hours - 1) * 3_600_000L));
        return new TableEntity(
            TableKeys.Partition(Vendor, at), TableKeys.Row(
                at, EventIdentity.From(number.ToString(CultureInfo.InvariantCulture))))
        {
            ["Type"] = number % 4 == 0 ? EventTypes.MessageOpened : EventTypes.MessageSent,
            ["Channel"] = Channels.Email,
            ["Campaign"] = string.Create(CultureInfo.InvariantCulture, $"Campaign {number % 20}"),
            ["CampaignStep"] = string.Create(CultureInfo.InvariantCulture, $"Day {number % 5}"),
        };
    }

    private static Task MarkAsync(WebhookTables tables, IReadOnlyCollection<int> hours) =>
        TransactionWriter.ReplaceAsync(
        tables.TouchedHours, [.. hours.Select(hour => new TouchedHour(Vendor, Day, hour).ToRow())],
        CancellationToken.None);

    private static async Task<(double Seconds, int Operations)> MeasureAsync(
        DailyRollUp rollUp, CountingPolicy counter, int hours)
    {
        counter.Count = 0;
        long start = Stopwatch.GetTimestamp();
        int counted = await rollUp.RunAsync(CancellationToken.None);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return counted == hours
            ? (seconds, counter.Count)
            : throw new InvalidOperationException($"{counted} hours were counted, not {hours}.");
    }

    // What is in use, not what waits to be collected: that depends on the collector's budget only. So it collects for
    // each sample, in a run that is not timed.
    private static async Task<double> MeasureMemoryAsync(DailyRollUp rollUp)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long most = before;
        await using (new Timer(_ => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true)), null, 0, 50))
            await rollUp.RunAsync(CancellationToken.None);

        return (most - before) / 1024d / 1024d;
    }

    private sealed class CountingPolicy : HttpPipelineSynchronousPolicy
    {
        private int _count;

        public int Count { get => _count; set => _count = value; }

        public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref _count);
    }
}
