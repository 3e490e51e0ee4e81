using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Webhooks.Functions.Background;

namespace Webhooks.Functions.Tests.Background;

public sealed class NextRunTests
{
    [Theory]
    [InlineData("03:55:00.019", "04:00:00", "04:00:00.300", "04:05:00")] // what a host tells: this very run
    [InlineData("03:55:00", "04:00:00", "04:00:00", "04:05:00")]
    [InlineData("03:55:00.019", "04:00:00", "04:12:10", "04:15:00")] // it took long
    [InlineData("03:55:00", "04:05:00", "04:00:00", "04:05:00")]
    [InlineData("03:00:00", "04:00:00", "04:00:01", "05:00:00")]
    [InlineData("04:00:00", "04:00:00", "04:00:01", null)]
    public void Next_run_is_after_now(string last, string next, string now, string? expected)
    {
        ScheduleStatus status = new() { Last = At(last).UtcDateTime, Next = At(next).UtcDateTime };
        Assert.Equal(expected is null ? null : At(expected), NextRun.After(At(now), status));
    }

    [Fact]
    public void Of_a_run_by_hand_nothing_is_known() => Assert.Null(NextRun.After(At("04:00:00"), null));

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(
        $"2026-11-27T{time}Z", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
