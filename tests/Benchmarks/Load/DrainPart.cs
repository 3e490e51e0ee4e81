using System.Diagnostics;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Webhooks.Ingestion.Messages;
using Webhooks.Storage;
using Webhooks.Storage.Queue;
using Webhooks.Tools.Azurite;

namespace Webhooks.Benchmarks.Load;

/// <summary>How fast a backlog becomes stored events, beside a bare client that writes the same rows.</summary>
internal static class DrainPart
{
    private const int Waiting = 2_000;
    private const int AtOnce = 16;
    private const int PerTransaction = 100;

    public static async Task RunAsync(LoadOptions options, Report report)
    {
        List<TableEntity> events = [];
        List<TableEntity> deliveries = [];
        double service;
        await using (AzuriteProcess azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Report = Report.Progress }))
        {
            await FillAsync(azurite, options.Backlog);
            service = await DrainAsync(azurite, options.Backlog, report);
            TableServiceClient tables = new(azurite.ConnectionString);
            await ReadAsync(tables.GetTableClient(StorageNames.Events), events);
            await ReadAsync(tables.GetTableClient(StorageNames.Deliveries), deliveries);
            if (events.Count != options.Backlog || deliveries.Count != options.Backlog)
                throw new InvalidOperationException($"Of {options.Backlog} webhooks {events.Count} events and {deliveries.Count} deliveries were stored.");
        }

        double bare;
        await using (AzuriteProcess azurite = await AzuriteProcess.StartAsync(new AzuriteOptions()))
        {
            TimeSpan own = Environment.CpuUsage.TotalTime;
            bare = await WriteAsync(azurite, events, deliveries);
            AddProcessor(report, "the bare client", options.Backlog, Environment.CpuUsage.TotalTime - own, Emulator(azurite));
        }

        report.Add($"drain of {options.Backlog:N0} webhooks by a bare client", $"{Report.Number(options.Backlog / bare)} events/s ({Report.Number(bare)} s)");
        report.Add(
            $"drain of {options.Backlog:N0} webhooks by the service",
            $"{Report.Number(options.Backlog / service)} events/s ({Report.Number(service)} s) = {Report.Number(bare / service)} × the bare client",
            "≥ 0.8 ×",
            bare / service >= 0.8);
        report.Note($"Drain: the bare client writes the rows that the service stored, an event and a delivery for each webhook, as ready-made transactions of {PerTransaction}, {AtOnce} at once, into an empty emulator.");
    }

    private static async Task FillAsync(AzuriteProcess azurite, int webhooks)
    {
        // By the service's own group commit under full load, so that the messages are as large as it makes them.
        QueueClient queue = new(
            azurite.ConnectionString, StorageNames.DeliveryQueue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await queue.CreateIfNotExistsAsync();
        DeliveryQueue deliveries = new(queue, new DeliveryQueueOptions { MaxWait = TimeSpan.FromMinutes(1) }, TimeProvider.System);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        DateTimeOffset noon = new(now.Year, now.Month, now.Day, 12, 0, 0, TimeSpan.Zero);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, webhooks),
            new ParallelOptions { MaxDegreeOfParallelism = Waiting },
            async (i, _) => await deliveries.TrySendAsync(QueuedDelivery.Whole(SampleWebhooks.Delivery(i, noon.AddMilliseconds(i)))));
        QueueProperties filled = await queue.GetPropertiesAsync();
        Report.Progress($"{webhooks} webhooks in {filled.ApproximateMessagesCount} messages");
    }

    private static async Task<double> DrainAsync(AzuriteProcess azurite, int webhooks, Report report)
    {
        await using MeasuredApp app = await MeasuredApp.ServiceAsync(azurite.ConnectionString, consume: true);
        TimeSpan emulator = Emulator(azurite);
        long start = Stopwatch.GetTimestamp();
        await QueueDepth.WaitUntilEmptyAsync(azurite.ConnectionString, StorageNames.DeliveryQueue);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        AddProcessor(report, "the service", webhooks, app.ProcessorTime, Emulator(azurite) - emulator);
        report.Add($"drain of {webhooks:N0} webhooks: service's peak memory", $"{Report.Number(app.PeakMegabytes)} MB");
        return seconds;
    }

    private static TimeSpan Emulator(AzuriteProcess azurite)
    {
        using Process process = Process.GetProcessById(azurite.Id);
        return process.TotalProcessorTime;
    }

    private static void AddProcessor(Report report, string who, int webhooks, TimeSpan client, TimeSpan emulator) => report.Add(
        $"drain of {webhooks:N0} webhooks: processor time per webhook",
        $"{who} {Report.Number(client.TotalMicroseconds / webhooks)} µs, the emulator {Report.Number(emulator.TotalMicroseconds / webhooks)} µs");

    private static async Task ReadAsync(TableClient table, List<TableEntity> rows)
    {
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(maxPerPage: 1000))
        {
            TableEntity copy = new(row.PartitionKey, row.RowKey);
            foreach ((string name, object? value) in row)
            {
                if (name is not ("PartitionKey" or "RowKey" or "odata.etag" or "Timestamp" or "odata.metadata"))
                    copy[name] = value;
            }

            rows.Add(copy);
        }
    }

    private static async Task<double> WriteAsync(AzuriteProcess azurite, List<TableEntity> events, List<TableEntity> deliveries)
    {
        TableServiceClient service = new(azurite.ConnectionString);
        List<(TableClient Table, List<TableTransactionAction> Actions)> transactions = [];
        foreach ((string name, List<TableEntity> rows) in ((string, List<TableEntity>)[])[(StorageNames.Events, events), (StorageNames.Deliveries, deliveries)])
        {
            TableClient table = service.GetTableClient(name);
            await table.CreateIfNotExistsAsync();
            foreach (TableEntity[] chunk in rows.GroupBy(row => row.PartitionKey).SelectMany(partition => partition.Chunk(PerTransaction)))
                transactions.Add((table, [.. chunk.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row))]));
        }

        // As the service does: events and deliveries as they come, not one table after the other.
        var mixed = transactions.Select((transaction, i) => (transaction, Order: i % ((transactions.Count + 1) / 2))).OrderBy(t => t.Order).Select(t => t.transaction);
        long start = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(mixed, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (transaction, token) =>
            await transaction.Table.SubmitTransactionAsync(transaction.Actions, token));
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
