using System.Net;
using Azure.Data.Tables;
using Webhooks.Benchmarks.Load.Apps;
using Webhooks.Benchmarks.Load.Traffic;
using Webhooks.Storage;
using Webhooks.Tools.Azurite;

namespace Webhooks.Benchmarks.Load.Operations;

/// <summary>
/// What a webhook costs, in storage operations: from its ack until its events are stored, and of the roll-up after.
/// </summary>
internal static class OperationsPart
{
    public static async Task RunAsync(LoadOptions options, Report report)
    {
        await using AzuriteProcess azurite =
            await AzuriteProcess.StartAsync(new AzuriteOptions { Report = Report.Progress });
        await using CountingProxy proxy = await CountingProxy.StartAsync(azurite);
        await StoreAsync(options, report, azurite, proxy);
        await SendingOperations.RunAsync(options, report, azurite, proxy);

        report.Note("Operations: counted by a proxy between the app and the emulator. An entity group transaction is "
            + "billed as one operation. "
            + "Polls that find an empty queue are not in the sums: they cost the same whether webhooks come or not.");
    }

    private static async Task StoreAsync(
        LoadOptions options, Report report, AzuriteProcess azurite, CountingProxy proxy)
    {
        await using MeasuredApp service =
            await MeasuredApp.StartAsync(options.Host, MeasuredPath.Service, proxy.ConnectionString, consume: true);
        await IdleAsync(azurite, proxy, service, 1);
        await RollUpAsync(azurite, service, proxy);

        const int Alone = 20;
        proxy.Counts.Clear();
        await IdleAsync(azurite, proxy, service, Alone);
        await AddAsync(report, azurite, "idle (one at a time)", Alone, 7, proxy, service);
        foreach (int connections in options.Connections)
        {
            proxy.Counts.Clear();
            LoadResult load = await LoadGenerator.RunAsync(
                service, MeasuredPath.Service, connections, TimeSpan.Zero, options.Duration);
            await QueueDepth.WaitUntilEmptyAsync(azurite.ConnectionString, StorageNames.DeliveryQueue);
            double? limit = connections switch { 256 => 0.15, 64 => 0.4, _ => null };
            await AddAsync(
                report, azurite, Report.Count(connections, "connection"), load.Latencies.Length, limit, proxy, service);
        }
    }

    private static async Task IdleAsync(AzuriteProcess azurite, CountingProxy proxy, MeasuredApp service, int webhooks)
    {
        using HttpClient http = new();
        for (int i = 0; i < webhooks; i++)
        {
            int deleted = proxy.Counts["queue delete"];
            using ByteArrayContent body = new(SampleWebhooks.Body(i, TimeProvider.System.GetUtcNow()));
            using HttpResponseMessage answer =
                await http.PostAsync(new Uri($"http://localhost:{service.Port}{MeasuredPath.Service.Url}"), body);
            answer.EnsureSuccessStatusCode();
            await QueueDepth.WaitUntilEmptyAsync(azurite.ConnectionString, StorageNames.DeliveryQueue);
            while (proxy.Counts["queue delete"] == deleted)
                await Task.Delay(10);
        }
    }

    private static async Task AddAsync(Report report, AzuriteProcess azurite, string what, int webhooks, double? limit,
        CountingProxy proxy, MeasuredApp service)
    {
        double puts = (double)proxy.Counts["queue put"] / webhooks;
        double queue = (double)proxy.Counts.Queue / webhooks;
        double tables = (double)proxy.Counts.Tables / webhooks;
        Report.Progress($"{webhooks} webhooks: {proxy.Counts}");
        string figure =
            $"{Report.Number(queue + tables)} (ack {Report.Number(puts)}, consume "
            + $"{Report.Number(queue + tables - puts)})";
        if (limit is double most)
            report.Add($"{what}: operations per webhook", figure, $"≤ {most}", queue + tables <= most);
        else
            report.Add($"{what}: operations per webhook", figure);
        report.Add($"{what}: storage operations per million webhooks", Prices.PerMillion(queue, tables));
        int rollUp = await RollUpAsync(azurite, service, proxy);
        report.Add($"{what}: operations of the roll-up after {webhooks:N0} webhooks",
            $"{rollUp} ({proxy.Counts["table Events query"]} of them pages of events)");
    }

    private static async Task<int> RollUpAsync(AzuriteProcess azurite, MeasuredApp service, CountingProxy proxy)
    {
        proxy.Counts.Clear();
        using HttpClient http = new();
        using StringContent body = new("{}", System.Text.Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await http.PostAsync(
            new Uri($"http://localhost:{service.Port}/admin/functions/RollUpDailyCounts"), body);
        if (answer.StatusCode != HttpStatusCode.Accepted)
            throw new InvalidOperationException("The roll-up could not be started.");
        // The last thing it does for an hour is to remove its mark.
        while (await AnyAsync(azurite))
            await Task.Delay(100);

        return proxy.Counts.Tables;
    }

    private static async Task<bool> AnyAsync(AzuriteProcess azurite)
    {
        TableClient marks = new TableServiceClient(azurite.ConnectionString).GetTableClient(StorageNames.TouchedHours);
        await foreach (TableEntity _ in marks.QueryAsync<TableEntity>(maxPerPage: 1))
            return true;
        return false;
    }
}
