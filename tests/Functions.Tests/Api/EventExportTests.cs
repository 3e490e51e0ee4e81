using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Webhooks.Functions.Api.Export;
using Webhooks.Functions.Http;
using Webhooks.Ingestion.Tests;
using Webhooks.Storage.Reading;
using Webhooks.Storage.Tables;
using Xunit.Abstractions;

namespace Webhooks.Functions.Tests.Api;

[Collection(MemoryGroup.Name)]
public sealed class EventExportTests(ITestOutputHelper output)
{
    private const int Days = 5;
    private static readonly long FlatWithin = LongTests.Or(16, 64) * 1024 * 1024; // less than the file

    private static readonly DateOnly From = new(2026, 3, 1);
    private static readonly string[] Vendors = ["smartreach", "smartico"];

    [Fact]
    public async Task Range_of_any_size_is_one_file_in_parts_of_bounded_memory()
    {
        int perDay = LongTests.Or(10_000, 1_000_000);
        EventReader events = Reader(perDay);
        EventExport export = Export(EventsFormat.Csv);
        GC.Collect();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long start = Stopwatch.GetTimestamp();
        int parts = 0, rows = 0;
        long most = 0, bytes = 0;
        string? next = null;
        do
        {
            EventsPart part = await export.ReadAsync(events, next, new FakeTimeProvider(), CancellationToken.None);
            string[] lines = Encoding.UTF8.GetString(part.Content).Split("\r\n");
            Assert.Equal("", lines[^1]);
            Assert.Equal(parts == 0, lines[0].StartsWith("eventId,", StringComparison.Ordinal));
            foreach (string line in lines[(parts == 0 ? 1 : 0)..^1])
            {
                Assert.Equal(MadeUpEvents.Id(rows % perDay), line[..32]);
                Assert.StartsWith(Vendors[rows / perDay % 2], line[33..], StringComparison.Ordinal);
                rows++;
            }

            Assert.InRange(part.Content.Length, 0, EventExport.MaxBytes + 1024);
            bytes += part.Content.Length;
            next = part.Next;
            if (parts++ % 5 == 0)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }
        while (next is not null);

        output.WriteLine(
            $"{rows:N0} rows, {bytes / 1048576.0:N0} MiB in {parts:N0} parts, "
            + $"{Stopwatch.GetElapsedTime(start).TotalSeconds:N1} s; "
            + $"{most / 1048576.0:N1} MiB more were alive at most");
        Assert.Equal(perDay * Days * Vendors.Length, rows);
        Assert.InRange(most, 0, FlatWithin);
    }

    [Fact]
    public async Task First_part_comes_within_a_second_however_much_there_is()
    {
        EventExport all = Export(EventsFormat.CloudEvents);
        EventExport rare = all with { IsAskedFor = _ => false };
        EventReader events = Reader(10_000_000);
        await all.ReadAsync(events, null, TimeProvider.System, CancellationToken.None); // what is compiled first

        foreach (EventExport export in (EventExport[])[all, rare])
        {
            long start = Stopwatch.GetTimestamp();
            EventsPart part = await export.ReadAsync(events, null, TimeProvider.System, CancellationToken.None);
            TimeSpan took = Stopwatch.GetElapsedTime(start);

            output.WriteLine($"{part.Count} events after {took.TotalMilliseconds:N0} ms");
            Assert.NotNull(part.Next);
            Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task Batches_are_arrays_and_lines_are_objects_of_the_same_events()
    {
        EventReader events = Reader(7);
        List<string> inBatches = [];
        List<string> inLines = [];
        foreach (string text in await PartsAsync(Export(EventsFormat.CloudEventsBatch), events))
        {
            using JsonDocument batch = JsonDocument.Parse(text);
            inBatches.AddRange(batch.RootElement.EnumerateArray().Select(one => one.GetRawText()));
        }

        foreach (string text in await PartsAsync(Export(EventsFormat.CloudEvents), events))
            inLines.AddRange(text.Split('\n', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(7 * Days * Vendors.Length, inLines.Count);
        Assert.Equal(inLines, inBatches);
    }

    [Fact]
    public async Task Part_ends_when_its_time_is_over_and_the_next_goes_on_behind_it()
    {
        FakeTimeProvider time = new() { AutoAdvanceAmount = TimeSpan.FromMilliseconds(100) };
        EventReader events = Reader(7);
        EventExport export = Export(EventsFormat.CloudEvents) with { Vendors = ["smartico"] };
        List<int> counts = [];
        string? next = null;
        do
        {
            EventsPart part = await export.ReadAsync(events, next, time, CancellationToken.None);
            counts.Add(part.Count);
            next = part.Next;
        }
        while (next is not null);

        Assert.Equal(7 * Days, counts.Sum());
        Assert.InRange(counts[0], 1, 6);
        Assert.True(counts.Count > 1, "All came at once.");
    }

    [Fact]
    public async Task Part_ends_where_it_was_said_to_however_long_that_takes()
    {
        EventReader events = Reader(7);
        EventExport export = Export(EventsFormat.CloudEvents);
        List<string> lines = [];
        string? from = null;
        bool goesOn = true;
        while (goesOn)
        {
            FakeTimeProvider quick = new() { AutoAdvanceAmount = TimeSpan.FromMilliseconds(90) };
            FakeTimeProvider slow = new() { AutoAdvanceAmount = TimeSpan.FromSeconds(9) };
            EventsPart said = await export.ReadAsync(events, from, quick, CancellationToken.None);
            EventsPart part = said;
            if (said.Next is not null)
            {
                part = await (export with { Until = said.Next }).ReadAsync(
                    events, from, slow, CancellationToken.None);
                Assert.Equal(said.Count, part.Count);
                Assert.Null(part.Next);
            }

            lines.AddRange(Encoding.UTF8.GetString(part.Content).Split('\n', StringSplitOptions.RemoveEmptyEntries));
            from = said.Next;
            goesOn = from is not null;
        }

        Assert.Equal(7 * Days * Vendors.Length, lines.Count);
        Assert.Equal(lines.Count, lines.Distinct().Count());
    }

    [Fact]
    public async Task Part_that_would_go_on_for_ever_is_refused()
    {
        EventExport export = Export(EventsFormat.CloudEvents) with { Until = "smartico_20260305/" };

        Assert.Equal(
            "until",
            (await Assert.ThrowsAsync<BadParameterException>(() => export.ReadAsync(
                Reader(100_000), null, new FakeTimeProvider(), CancellationToken.None))).Parameter);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("smartico_20260301")]
    [InlineData("smartico_20260228/")]
    [InlineData("smartico_20260401/")]
    [InlineData("nobody_20260301/")]
    [InlineData("smartico_20260301/' or true")]
    public async Task Place_that_no_part_gave_is_refused(string continuation) =>
        Assert.Equal(
            "continuation",
            (await Assert.ThrowsAsync<BadParameterException>(() => Export(EventsFormat.Csv).ReadAsync(
                Reader(7), continuation, TimeProvider.System, CancellationToken.None))).Parameter);

    private static EventReader Reader(int perDay) => new(new WebhookTables(MadeUpEvents.Tables(perDay)));

    private static EventExport Export(EventsFormat format) =>
        new(Vendors, From, From.AddDays(Days - 1), format, _ => true);

    private static async Task<List<string>> PartsAsync(EventExport export, EventReader events)
    {
        List<string> parts = [];
        string? next = null;
        do
        {
            EventsPart part = await export.ReadAsync(events, next, new FakeTimeProvider(), CancellationToken.None);
            parts.Add(Encoding.UTF8.GetString(part.Content));
            next = part.Next;
        }
        while (next is not null);
        return parts;
    }
}
