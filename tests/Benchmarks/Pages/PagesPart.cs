using System.Diagnostics;
using System.Net;
using Webhooks.Benchmarks.Load;
using Webhooks.Benchmarks.Load.Apps;
using Webhooks.Faults.Tests.Processes;
using Webhooks.Tools.Azurite;

namespace Webhooks.Benchmarks.Pages;

/// <summary>How long each page takes the service, with many events stored.</summary>
/// <remarks>
/// The storage is the simulated one, served on loopback: the emulator reads a whole table for each page of a query.
/// </remarks>
internal static class PagesPart
{
    private const int LimitMilliseconds = 300;
    private const int Warm = 10;
    private const int Times = 15;

    public static async Task RunAsync(LoadOptions options, Report report)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        await using AzuriteProcess azurite =
            await AzuriteProcess.StartAsync(new AzuriteOptions { Report = Report.Progress });
        await using ServedAccount storage = await ServedAccount.StartAsync();
        long start = Stopwatch.GetTimestamp();
        BusyDays days = await BusyDays.FillAsync(storage.Tables, options.Stored, now);
        Report.Progress($"filled in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
        await using MeasuredApp app = await MeasuredApp.StartAsync(
            options.Host,
            MeasuredPath.Service,
            storage.ConnectionString,
            consume: false,
            hostStorage: azurite.ConnectionString);
        using HttpClient http = await SignInAsync(app.Port);
        IReadOnlyList<Place> places = Place.AllOf(days, DateOnly.FromDateTime(now.UtcDateTime));
        foreach (Place place in places)
        {
            for (int i = 0; i < Warm; i++)
                await GetAsync(http, place);
        }

        foreach (Place place in places)
            await MeasureAsync(app, http, place, report);
        report.Note($"Pages: {options.Stored:N0} events of {BusyDays.Days} days in simulated storage; median and "
            + $"slowest of {Times} requests, one after the other, from the request to the last byte, when each page "
            + $"was asked for {Warm} times. Processor time is of host + worker, for a request. The machine's load "
            + $"average at the end: {LoadAverage()}.");
    }

    // Of 1, 5 and 15 minutes, where the system says it.
    private static string LoadAverage() => File.Exists("/proc/loadavg")
        ? string.Join(", ", File.ReadAllText("/proc/loadavg").Split(' ').Take(3))
        : "not known";

    private static async Task<HttpClient> SignInAsync(int port)
    {
        HttpClient http = new(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = new Uri($"http://localhost:{port}/api/dashboard/"),
        };
        using HttpResponseMessage entered = await http.GetAsync("../dashboard");
        http.DefaultRequestHeaders.Add("Cookie", entered.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        return http;
    }

    private static async Task MeasureAsync(MeasuredApp app, HttpClient http, Place place, Report report)
    {
        List<double> times = [];
        long length = 0;
        ProcessorTime before = app.ProcessorTime;
        for (int i = 0; i < Times; i++)
        {
            long start = Stopwatch.GetTimestamp();
            length = await GetAsync(http, place);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        double processor = app.ProcessorTime.Since(before).Sum.TotalMilliseconds / Times;
        times.Sort();
        double median = times[Times / 2];
        report.Add(
            $"page: {place.Name}",
            $"{Report.Number(median)} ms, slowest {Report.Number(times[^1])} ms, {length / 1024d:0} KiB, "
                + $"{Report.Number(processor)} ms of processor",
            $"≤ {LimitMilliseconds} ms",
            median <= LimitMilliseconds);
    }

    private static async Task<long> GetAsync(HttpClient http, Place place)
    {
        using HttpResponseMessage answer = await http.GetAsync(place.Address);
        byte[] content = await answer.Content.ReadAsByteArrayAsync();
        return answer.StatusCode == HttpStatusCode.OK
            ? content.Length
            : throw new InvalidOperationException($"{place.Name}: {(int)answer.StatusCode}");
    }
}
