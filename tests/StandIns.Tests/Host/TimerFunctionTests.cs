using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.StandIns.Tests.Host;

public sealed class TimerFunctionTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 2, 30, TimeSpan.Zero);

    private readonly ManualClock _clock = new(Start);
    private readonly Runs _runs = new();
    private readonly string _data = Directory.CreateTempSubdirectory("timers").FullName;

    [Fact]
    public async Task A_timer_runs_when_its_schedule_from_a_setting_says_so()
    {
        await using RunningHost host = await StartAsync(typeof(Every5Minutes));
        await AdvanceAsync(TimeSpan.FromSeconds(149), runs: 0);
        await AdvanceAsync(TimeSpan.FromSeconds(1), runs: 1);
        await AdvanceAsync(TimeSpan.FromMinutes(5), runs: 2);
        Assert.All(_runs.Infos, info => Assert.False(info.IsPastDue));
        Assert.Equal(new DateTime(2026, 1, 1, 12, 5, 0, DateTimeKind.Utc), _runs.Infos.Last().ScheduleStatus!.Last);
    }

    [Fact]
    public async Task A_run_does_not_begin_before_the_last_one_has_ended()
    {
        TaskCompletionSource done = new();
        _runs.Hold = done.Task;
        await using RunningHost host = await StartAsync(typeof(Every5Minutes));
        await AdvanceAsync(TimeSpan.FromMinutes(5), runs: 1);
        _clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Single(_runs.Infos);
        done.SetResult();
        await RunsAsync(2);
        Assert.Equal(1, _runs.MostRunning);
    }

    [Fact]
    public async Task A_run_missed_while_the_app_was_down_is_made_up_once_as_past_due()
    {
        WriteStatus(last: new DateTime(2026, 1, 1, 11, 45, 0, DateTimeKind.Utc), next: new DateTime(2026, 1, 1, 11, 50, 0, DateTimeKind.Utc));
        await using (RunningHost host = await StartAsync(typeof(Every5Minutes)))
        {
            await RunsAsync(1);
            Assert.True(_runs.Infos.Single().IsPastDue);
        }

        await using RunningHost again = await StartAsync(typeof(Every5Minutes));
        await AdvanceAsync(TimeSpan.FromSeconds(150), runs: 2);
        Assert.False(_runs.Infos.Last().IsPastDue);
    }

    [Fact]
    public async Task A_run_missed_under_another_schedule_is_not_made_up()
    {
        WriteStatus(last: new DateTime(2026, 1, 1, 11, 45, 0, DateTimeKind.Utc), next: new DateTime(2026, 1, 1, 11, 46, 0, DateTimeKind.Utc));
        await using RunningHost host = await StartAsync(typeof(Every5Minutes));
        await AdvanceAsync(TimeSpan.FromSeconds(149), runs: 0);
    }

    [Fact]
    public async Task A_timer_can_run_on_startup_and_at_an_interval()
    {
        await using RunningHost host = await StartAsync(typeof(OnStartup));
        await RunsAsync(1);
        await AdvanceAsync(TimeSpan.FromHours(2), runs: 2);
        Assert.All(_runs.Infos, info => Assert.Null(info.ScheduleStatus));
    }

    [Fact]
    public async Task A_failed_run_does_not_end_the_schedule()
    {
        _runs.Hold = Task.FromException(new InvalidOperationException("once"));
        await using RunningHost host = await StartAsync(typeof(Every5Minutes));
        await AdvanceAsync(TimeSpan.FromMinutes(5), runs: 1);
        await AdvanceAsync(TimeSpan.FromMinutes(5), runs: 2);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private void WriteStatus(DateTime last, DateTime next)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_data, "timers")).FullName;
        File.WriteAllText(Path.Combine(folder, "RollUp.json"), JsonSerializer.Serialize(new ScheduleStatus { Last = last, Next = next, LastUpdated = last }));
    }

    private Task<RunningHost> StartAsync(Type functions) => RunningHost.StartAsync(
        [functions],
        settings: new() { ["RollupSchedule"] = "0 */5 * * * *", ["StandIns:DataFolder"] = _data },
        configure: builder => builder.Services.AddSingleton(_runs),
        change: settings => settings with { Time = _clock });

    // The listener sets its timer on a thread of its own; the clock moves once it has.
    private async Task AdvanceAsync(TimeSpan time, int runs)
    {
        await Eventually.TrueAsync(() => _clock.IsAwaited, "a timer");
        _clock.Advance(time);
        await RunsAsync(runs);
    }

    private Task RunsAsync(int count) => Eventually.TrueAsync(() => _runs.Infos.Count == count, $"{count} runs");

    internal sealed class Runs
    {
        private int _running;

        public ConcurrentQueue<TimerInfo> Infos { get; } = new();

        public Task Hold { get; set; } = Task.CompletedTask;

        public int MostRunning { get; private set; }

        public async Task AddAsync(TimerInfo info)
        {
            MostRunning = Math.Max(MostRunning, Interlocked.Increment(ref _running));
            Infos.Enqueue(info);
            try
            {
                await Hold;
            }
            finally
            {
                Interlocked.Decrement(ref _running);
            }
        }
    }

    internal sealed class Every5Minutes(Runs runs)
    {
        [Function("RollUp")]
        public Task RunAsync([TimerTrigger("%RollupSchedule%")] TimerInfo timer) => runs.AddAsync(timer);
    }

    internal sealed class OnStartup(Runs runs)
    {
        [Function("OnStartup")]
        public Task RunAsync([TimerTrigger("02:00:00", RunOnStartup = true, UseMonitor = false)] TimerInfo timer) => runs.AddAsync(timer);
    }
}
