using System.Diagnostics;
using System.Net;
using Webhooks.Benchmarks.Load.Apps;
using Webhooks.Tools.Azurite;

namespace Webhooks.Benchmarks.Load;

/// <summary>
/// How long from the start of the process to the first acknowledged webhook, on storage that is empty.
/// </summary>
internal static class StartPart
{
    private const int Runs = 3;

    public static async Task RunAsync(LoadOptions options, Report report)
    {
        await using AzuriteProcess azurite =
            await AzuriteProcess.StartAsync(new AzuriteOptions { Report = Report.Progress });
        List<double> seconds = [];
        for (int i = 0; i < Runs; i++)
            seconds.Add(await MeasureAsync(options, azurite));
        report.Add($"start-up to the first ack, best of {Runs}", $"{Report.Number(seconds.Min())} s");
    }

    private static async Task<double> MeasureAsync(LoadOptions options, AzuriteProcess azurite)
    {
        using HttpClient http = new();
        long start = Stopwatch.GetTimestamp();
        await using MeasuredApp app = await MeasuredApp.StartAsync(
            options.Host, MeasuredPath.Service, azurite.ConnectionString, consume: true, wait: false);
        Uri address = new($"http://localhost:{app.Port}{MeasuredPath.Service.Url}");
        while (true)
        {
            try
            {
                using ByteArrayContent body = new(SampleWebhooks.Body(0, TimeProvider.System.GetUtcNow()));
                using HttpResponseMessage answer = await http.PostAsync(address, body);
                if (answer.StatusCode == HttpStatusCode.OK)
                    return Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }

            await Task.Delay(5);
        }
    }
}
