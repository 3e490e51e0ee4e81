using Azure.Data.Tables;
using Webhooks.Storage.Events;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Tests.Spread;

public sealed class PartitionScheduleTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 5, 5, 5, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 5, 5);

    private readonly StorageFixture _storage = new();
    private readonly ManualClock _clock = new(Now);

    public Task InitializeAsync() => _storage.InitializeAsync();

    public Task DisposeAsync() => _storage.DisposeAsync();

    [Fact]
    public async Task Where_nothing_is_stored_yet_the_setting_holds_at_once()
    {
        DayParts parts = await GetAsync(4);

        Assert.Equal((4, 4), (parts.Of(Today.AddYears(-1)), parts.Of(Today)));
        Assert.Equal(["00010101=4"], await RowsAsync());
    }

    [Fact]
    public async Task Of_two_first_starts_the_faster_one_decides_and_the_other_comes_later()
    {
        Assert.Equal(1, (await GetAsync(1)).Of(Today));

        DayParts second = await GetAsync(4);

        Assert.Equal((1, 4), (second.Of(Today.AddDays(2)), second.Of(Today.AddDays(3))));
    }

    [Fact]
    public async Task What_is_stored_stays_where_it_is_and_the_setting_holds_from_the_third_day_on()
    {
        await StoreAsync();

        DayParts parts = await GetAsync(16);

        Assert.Equal((1, 1), (parts.Of(DateOnly.MinValue), parts.Of(Today.AddDays(2))));
        Assert.Equal((16, 16), (parts.Of(Today.AddDays(3)), parts.Of(DateOnly.MaxValue)));
        Assert.Equal(["00010101=1", "20260508=16"], await RowsAsync());
    }

    [Fact]
    public async Task What_was_said_of_a_day_is_never_taken_back()
    {
        await StoreAsync();
        await GetAsync(4);
        await GetAsync(16); // the same day
        Assert.Equal(["00010101=1", "20260508=4"], await RowsAsync());

        _clock.Now += TimeSpan.FromDays(1);
        await GetAsync(16);
        Assert.Equal(["00010101=1", "20260508=4", "20260509=16"], await RowsAsync());

        _clock.Now += TimeSpan.FromDays(30);
        DayParts parts = await GetAsync(1);
        Assert.Equal(
            (4, 16, 1), (parts.Of(Today.AddDays(3)), parts.Of(Today.AddDays(33)), parts.Of(Today.AddDays(34))));
    }

    [Fact]
    public async Task It_is_read_once_a_day_and_costs_nothing_else()
    {
        StorageCut counter = new();
        TableClientOptions options = new();
        options.AddPolicy(counter, Azure.Core.HttpPipelinePosition.PerCall);
        PartitionSchedule schedule = Schedule(4, options);
        await schedule.GetAsync(CancellationToken.None);
        int first = counter.Calls;
        for (int i = 0; i < 100; i++)
            await schedule.GetAsync(CancellationToken.None);
        Assert.Equal(first, counter.Calls);

        _clock.Now += TimeSpan.FromDays(1);
        for (int i = 0; i < 100; i++)
            await schedule.GetAsync(CancellationToken.None);
        Assert.Equal(first + 1, counter.Calls);
    }

    // The property that all else rests on: of any day that a process may be asked for, all are of one mind, whenever
    // they asked, whatever their settings, and even where their clocks differ by most of a day.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whoever_asked_and_whenever_all_are_of_one_mind_about_the_days_up_to_the_next(int seed)
    {
        Random random = new(seed);
        if (seed % 2 == 0)
            await StoreAsync();
        int[] settings = [1, 2, 3, 16, 64];
        List<(PartitionSchedule Schedule, ManualClock Clock, TimeSpan Ahead)> running = [];
        Dictionary<DateOnly, int> said = [];
        DateTimeOffset now = Now;
        for (int step = 0; step < 400; step++)
        {
            now += TimeSpan.FromHours(random.Next(12));
            if (running.Count < 2 || random.Next(3) == 0)
            {
                ManualClock clock = new(now);
                PartitionSchedule made = Schedule(settings[random.Next(settings.Length)], clock: clock);
                running.Add((made, clock, TimeSpan.FromHours(random.Next(-10, 11))));
            }

            if (running.Count > 6)
                running.RemoveAt(random.Next(running.Count));
            (PartitionSchedule schedule, ManualClock itsClock, TimeSpan ahead) = running[random.Next(running.Count)];
            itsClock.Now = now + ahead;
            DayParts parts = await schedule.GetAsync(CancellationToken.None);
            for (DateOnly day = Today.AddDays(-3); day <= DateOnly.FromDateTime(now.UtcDateTime).AddDays(1);
                day = day.AddDays(1))
            {
                Assert.Equal(said.TryAdd(day, parts.Of(day)) ? parts.Of(day) : said[day], parts.Of(day));
            }
        }

        Assert.True(said.Values.Distinct().Count() > 3, "The number hardly changed.");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    [InlineData("four")]
    public async Task A_number_that_somebody_edited_stops_whoever_asks(object number)
    {
        await GetAsync(4);
        await _storage.Tables.ServiceState.UpsertEntityAsync(
            new TableEntity("partitions", "20260101") { ["Parts"] = number }, TableUpdateMode.Replace);
        await Assert.ThrowsAsync<InvalidDataException>(() => GetAsync(4));
    }

    [Fact]
    public async Task A_row_that_is_no_day_is_passed_over()
    {
        await _storage.Tables.ServiceState.AddEntityAsync(new TableEntity("partitions", "by hand"));
        Assert.Equal(4, (await GetAsync(4)).Of(Today));
    }

    private Task<DayParts> GetAsync(int setting) => Schedule(setting).GetAsync(CancellationToken.None).AsTask();

    private PartitionSchedule Schedule(
        int setting, TableClientOptions? options = null, ManualClock? clock = null) => new WebhookTables(
        _storage.Connection.Tables(options), clock ?? _clock, partitions: new PartitionOptions(setting)).Schedule;

    // As a version before this one did, which wrote no schedule.
    private Task StoreAsync() => _storage.Tables.Events.AddEntityAsync(
        EventRow.From(Samples.Event(1, Samples.Noon), DayParts.One));

    private async Task<string[]> RowsAsync() =>
    [
        .. (await StorageFixture.RowsAsync(_storage.Tables.ServiceState, "partitions"))
            .Select(row => $"{row.RowKey}={row.GetInt32("Parts")}"),
    ];
}
