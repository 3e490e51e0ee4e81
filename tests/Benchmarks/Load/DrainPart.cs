using System.Diagnostics;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Webhooks.Benchmarks.Load.Apps;
using Webhooks.Benchmarks.Load.Traffic;
using Webhooks.Ingestion.Messages;
using Webhooks.Storage;
using Webhooks.Storage.Queue;
using Webhooks.Tools.Azurite;

namespace Webhooks.Benchmarks.Load;

/// <summary>How fast a backlog becomes stored events, beside a bare client that writes the same rows.</summary>
internal static class DrainPart
{
    // The two take turns, so that a slow minute of the machine falls on both alike. The first turn is a warm-up.
    private const int Turns = 5;
    private const int Waiting = 2_000;

    public static async Task RunAsync(LoadOptions options, Report report)
    {
        int webhooks = options.Backlog / Turns;
        await using AzuriteProcess azurite =
            await AzuriteProcess.StartAsync(new AzuriteOptions { Report = Report.Progress });
        await using AzuriteProcess other = await AzuriteProcess.StartAsync(new AzuriteOptions());
        await using MeasuredApp app =
            await MeasuredApp.StartAsync(options.Host, MeasuredPath.Service, azurite.ConnectionString, consume: true);
        await app.PauseAsync();
        await FillAsync(azurite, 0, webhooks);
        DrainTurn cold = await DrainAsync(azurite, app);
        BareWriter bare = new(
            other, await ReadAsync(azurite, StorageNames.Events, webhooks), await ReadAsync(
                azurite, StorageNames.Deliveries, webhooks));
        await bare.WriteAsync(0);

        List<DrainTurn> ours = [];
        List<DrainTurn> theirs = [];
        for (int turn = 1; turn <= Turns; turn++)
        {
            await FillAsync(azurite, turn, webhooks);
            theirs.Add(await bare.WriteAsync(turn));
            ours.Add(await DrainAsync(azurite, app));
        }

        report.Add($"drain of the first {webhooks:N0} webhooks after the start", DrainTurn.Describe([cold], webhooks));
        report.Add($"drain of {options.Backlog:N0} webhooks by a bare client", DrainTurn.Describe(theirs, webhooks));
        double ratio = theirs.Sum(turn => turn.Seconds) / ours.Sum(turn => turn.Seconds);
        report.Add(
            $"drain of {options.Backlog:N0} webhooks by the service",
            $"{DrainTurn.Describe(ours, webhooks)} = {Report.Number(ratio)} × the bare client",
            "≥ 0.8 ×",
            ratio >= 0.8);
        report.Add($"drain of {options.Backlog:N0} webhooks: peak memory", app.PeakMemory.ToString());
        report.Note($"Drain: in {Turns} turns. The bare client writes the rows that the service stored, an event and "
            + $"a delivery for each webhook and the index of contacts, as ready-made transactions of "
            + $"{BareWriter.PerTransaction}, {BareWriter.AtOnce} at once, to an emulator of its own.");
    }

    // By the service's own group commit under full load, so that the messages are as large as it makes them.
    private static async Task FillAsync(AzuriteProcess azurite, int turn, int webhooks)
    {
        QueueClient queue = new(
            azurite.ConnectionString, StorageNames.DeliveryQueue,
            new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await queue.CreateIfNotExistsAsync();
        DeliveryQueue deliveries =
            new(queue, new DeliveryQueueOptions { MaxWait = TimeSpan.FromMinutes(1) }, TimeProvider.System);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        DateTimeOffset noon = new(now.Year, now.Month, now.Day, 12, 0, 0, TimeSpan.Zero);
        await Parallel.ForEachAsync(
            Enumerable.Range(turn * webhooks, webhooks),
            new ParallelOptions { MaxDegreeOfParallelism = Waiting },
            async (i, _) => await deliveries.TrySendAsync(
                QueuedDelivery.Whole(SampleWebhooks.Delivery(i, noon.AddMilliseconds(i)))));
        QueueProperties filled = await queue.GetPropertiesAsync();
        Report.Progress($"{webhooks} webhooks in {filled.ApproximateMessagesCount} messages");
    }

    // From being let go until the queue is empty, held again after it.
    private static async Task<DrainTurn> DrainAsync(AzuriteProcess azurite, MeasuredApp app)
    {
        ProcessorTime own = app.ProcessorTime;
        TimeSpan emulator = azurite.ProcessorTime;
        await app.ResumeAsync();
        long start = Stopwatch.GetTimestamp();
        await QueueDepth.WaitUntilEmptyAsync(azurite.ConnectionString, StorageNames.DeliveryQueue);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await app.PauseAsync();
        return new DrainTurn(seconds, app.ProcessorTime.Since(own).Sum, azurite.ProcessorTime - emulator);
    }

    private static async Task<List<TableEntity>> ReadAsync(AzuriteProcess azurite, string name, int expected)
    {
        List<TableEntity> rows = [];
        TableClient table = new TableServiceClient(azurite.ConnectionString).GetTableClient(name);
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(maxPerPage: 1000))
        {
            TableEntity copy = new(row.PartitionKey, row.RowKey);
            foreach ((string column, object? value) in row)
            {
                if (column is not ("PartitionKey" or "RowKey" or "odata.etag" or "Timestamp" or "odata.metadata"))
                    copy[column] = value;
            }

            rows.Add(copy);
        }

        int stored = rows.Count(row => !BareWriter.IsOfIndex(row));
        return stored == expected
            ? rows
            : throw new InvalidOperationException($"Of {expected} webhooks {stored} rows of {name} were stored.");
    }
}
