using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Faults.Tests.Scenario;
using Webhooks.Ingestion.Tests;
using Xunit.Abstractions;

namespace Webhooks.Faults.Tests.Processes;

/// <summary>Many bodies of the largest size at once, and larger ones.</summary>
[Collection(TestGroups.Processes)]
public sealed class LargeBodyTests(ITestOutputHelper output)
{
    private const int AtOnce = 50;
    private const int Incompressible = 5; // the rest is as large here, and small in the emulator's memory
    private const int BodyBytes = 4 * 1024 * 1024; // the cap
    private const int TracedBytes = 16 * 1024 * 1024;
    private static readonly int TracedTimes = LongTests.Or(1, atLength: 3);
    private const long MaxPeak = 1280L * 1024 * 1024;

    // An instance in Azure has 2 GiB, and the runtime collects with an eye on that; a large machine needs to be told.
    private const long MaxHeap = 1024L * 1024 * 1024;

    [LinuxFact]
    public async Task Fifty_bodies_of_4_MiB_at_once_are_taken_in_or_refused_within_bounded_memory()
    {
        await using RunningService service = await RunningService.StartAsync(
            instances: 1,
            settings: new() { ["DOTNET_GCHeapHardLimit"] = MaxHeap.ToString("X", CultureInfo.InvariantCulture) });
        RunningApp app = service.Apps[0];
        app.Http.Timeout = TimeSpan.FromMinutes(5);
        int worker = ProcessTree.Below(app.Id).Single(
            found => found.CommandLine.Contains("Functions.dll", StringComparison.Ordinal)).Id;
        long before = ProcessMemory.Peak(worker);
        long start = Stopwatch.GetTimestamp();
        ConcurrentBag<Acknowledged> acknowledged = [];
        ConcurrentBag<HttpStatusCode> statuses = [];
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async number =>
        {
            ReadOnlyMemory<byte> body = Body(number);
            try
            {
                using HttpResponseMessage answer =
                    await app.Http.PostAsync("api/webhooks/smartico", new ReadOnlyMemoryContent(body));
                statuses.Add(answer.StatusCode);
                if (answer.StatusCode == HttpStatusCode.OK)
                    acknowledged.Add(new Acknowledged(await Answer.IdAsync(answer), "smartico", body));
            }
            catch (HttpRequestException)
            {
                // Refused before it was sent whole, and the connection closed upon the answer.
                statuses.Add(HttpStatusCode.ServiceUnavailable);
            }
        }));

        long taken = ProcessMemory.Peak(worker);
        IEnumerable<string> answers = statuses.CountBy(status => (int)status).Select(of => $"{of.Value} x {of.Key}");
        output.WriteLine(string.Join(", ", answers)
            + $"; peak memory {before >> 20} MiB before, {taken >> 20} MiB with all taken in.");
        await service.SettleAsync(acknowledged);
        // Where storage is slow, one that is answered 503 may be stored all the same, as one event when it comes again.
        Assert.InRange(
            (await service.Storage.RowsAsync(Storage.StorageNames.Events, ["RowKey"])).Count,
            acknowledged.Count,
            AtOnce);
        long peak = ProcessMemory.Peak(worker);
        output.WriteLine(
            $"{peak >> 20} MiB with all processed, after {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s.");
        HttpStatusCode[] expected = [HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable];
        Assert.True(statuses.All(status => expected.Contains(status)), app.Output.ToString());
        Assert.InRange(acknowledged.Count, 1, AtOnce);
        Assert.InRange(peak, 0, MaxPeak);
    }

    /// <summary>
    /// Four times the cap of the sample's settings: text, text of which JSON makes six bytes of each, and bytes that
    /// are no text.
    /// </summary>
    [LinuxFact]
    public async Task Body_of_16_MiB_is_traced_within_a_heap_of_1_GiB()
    {
        await using RunningService service = await RunningService.StartAsync(
            instances: 1,
            settings: new()
            {
                ["DOTNET_GCHeapHardLimit"] = MaxHeap.ToString("X", CultureInfo.InvariantCulture),
                ["MaxBodyBytes"] = $"{TracedBytes}",
            });
        RunningApp app = service.Apps[0];
        app.Http.Timeout = TimeSpan.FromMinutes(1);
        byte[] text = new byte[TracedBytes];
        text.AsSpan().Fill((byte)'t');
        byte[] controls = new byte[TracedBytes];
        controls.AsSpan().Fill(1);
        byte[] bytes = new byte[TracedBytes];
        new Random(1).NextBytes(bytes);
        List<Acknowledged> sent = [];
        foreach (byte[] body in (byte[][])[text, controls, bytes])
        {
            using HttpResponseMessage answer = await app.Http.PostAsync(
                "api/webhooks/smartico", new ByteArrayContent(body));
            sent.Add(new Acknowledged(await Answer.IdAsync(answer), "smartico", body));
        }

        await service.SettleAsync(sent);
        for (int time = 0; time < TracedTimes; time++)
        {
            foreach (Acknowledged one in sent)
            {
                using HttpResponseMessage answer = await app.Http.GetAsync($"api/deliveries/{one.Id}");
                Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode}: {app.Output}");
                using JsonDocument traced = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync());
                JsonElement body = traced.RootElement.GetProperty("body");
                byte[] read = traced.RootElement.GetProperty("bodyEncoding").GetString() == "text"
                    ? Encoding.UTF8.GetBytes(body.GetString()!)
                    : body.GetBytesFromBase64();
                Assert.True(one.Body.Span.SequenceEqual(read), "The body is another one.");
            }
        }

        int worker = ProcessTree.Below(app.Id).Single(
            found => found.CommandLine.Contains("Functions.dll", StringComparison.Ordinal)).Id;
        output.WriteLine($"Peak memory {ProcessMemory.Peak(worker) >> 20} MiB.");
    }

    // A send that can be mapped, of the largest size by a note in it.
    private static byte[] Body(int number)
    {
        byte[] body = SampleBodies.Large($"user{number:00}", SampleBodies.Day, 0);
        int note = body.Length - 2;
        byte[] large = new byte[BodyBytes];
        body.AsSpan(0, note).CopyTo(large);
        Span<byte> filling = large.AsSpan(note..^2);
        if (number < Incompressible)
            new Random(number).GetItems("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8, filling);
        else
            filling.Fill((byte)('a' + (number % 26)));
        body.AsSpan(note).CopyTo(large.AsSpan(^2..));
        return large;
    }
}
