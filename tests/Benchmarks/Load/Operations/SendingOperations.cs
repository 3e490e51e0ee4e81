using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Webhooks.Benchmarks.Load.Apps;
using Webhooks.Benchmarks.Load.Traffic;
using Webhooks.Storage;
using Webhooks.Tools.Azurite;

namespace Webhooks.Benchmarks.Load.Operations;

/// <summary>What a webhook costs where its event is sent on: from its ack until every destination has it.</summary>
internal static class SendingOperations
{
    private const int Alone = 20;

    public static async Task RunAsync(LoadOptions options, Report report, AzuriteProcess azurite, CountingProxy proxy)
    {
        await using WebApplication receiver = await ReceiveAsync();
        Dictionary<string, string> settings = [];
        foreach (string name in (string[])["one", "two"])
        {
            settings[$"Destinations__{name}__Url"] = $"{receiver.Urls.Single()}/{name}";
            string destinations = Report.Count(settings.Count, "destination");
            await using MeasuredApp service = await MeasuredApp.StartAsync(
                options.Host, MeasuredPath.Service, proxy.ConnectionString, consume: true, settings: settings);
            await SendOneByOneAsync(azurite, service, 1);

            proxy.Counts.Clear();
            await SendOneByOneAsync(azurite, service, Alone);
            Add(report, $"{destinations}, idle (one at a time)", Alone, proxy.Counts);
            foreach (int connections in options.Connections)
            {
                proxy.Counts.Clear();
                LoadResult load = await LoadGenerator.RunAsync(
                    service, MeasuredPath.Service, connections, TimeSpan.Zero, options.Duration);
                await WaitAsync(azurite);
                Add(report, $"{destinations}, {Report.Count(connections, "connection")}", load.Latencies.Length,
                    proxy.Counts);
            }
        }

        report.Note("With destinations: until each has all events, one a request; what is written down of them twice a "
            + "minute or every five seconds is in it as it came.");
    }

    private static async Task SendOneByOneAsync(AzuriteProcess azurite, MeasuredApp service, int webhooks)
    {
        using HttpClient http = new();
        for (int i = 0; i < webhooks; i++)
        {
            using ByteArrayContent body = new(SampleWebhooks.Body(i, TimeProvider.System.GetUtcNow()));
            using HttpResponseMessage answer =
                await http.PostAsync(new Uri($"http://localhost:{service.Port}{MeasuredPath.Service.Url}"), body);
            answer.EnsureSuccessStatusCode();
            await WaitAsync(azurite);
        }
    }

    // An event is put to be sent before its delivery's message goes.
    private static async Task WaitAsync(AzuriteProcess azurite)
    {
        await QueueDepth.WaitUntilEmptyAsync(azurite.ConnectionString, StorageNames.DeliveryQueue);
        await QueueDepth.WaitUntilEmptyAsync(azurite.ConnectionString, StorageNames.OutgoingQueue);
    }

    private static void Add(Report report, string what, int webhooks, OperationCounts counts)
    {
        double queue = (double)counts.Queue / webhooks;
        double tables = (double)counts.Tables / webhooks;
        Report.Progress($"{webhooks} webhooks: {counts}");
        report.Add(
            $"{what}: operations per webhook",
            $"{Report.Number(queue + tables)} (queue {Report.Number(queue)}, tables {Report.Number(tables)})");
        report.Add($"{what}: storage operations per million webhooks", Prices.PerMillion(queue, tables));
    }

    private static async Task<WebApplication> ReceiveAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication receiver = builder.Build();
        receiver.Run(async http =>
        {
            await http.Request.Body.CopyToAsync(Stream.Null);
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        });
        await receiver.StartAsync();
        return receiver;
    }
}
