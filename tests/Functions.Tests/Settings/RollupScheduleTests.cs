using Webhooks.Functions.Settings;

namespace Webhooks.Functions.Tests.Settings;

public sealed class RollupScheduleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero); // a Sunday

    [Theory]
    [InlineData("0 */5 * * * *", "2026-03-01T12:05:00Z")]
    [InlineData("*/2 * * * * *", "2026-03-01T12:00:02Z")]
    [InlineData("*/5 * * * *", "2026-03-01T12:05:00Z")] // without seconds
    [InlineData("0 30 9-17 * * Mon-Fri", "2026-03-02T09:30:00Z")] // not even: no interval says when
    [InlineData("0 0 0 29 2 *", "2028-02-29T00:00:00Z")]
    [InlineData("0 0 0 31 2 *", null)] // never
    public void Next_run_is_the_next_time_of_the_schedule(string schedule, string? next) => Assert.Equal(
        next is null ? null : DateTimeOffset.Parse(next, null),
        RollupSchedule.TryParse(schedule)!.NextAfter(Noon));

    [Theory]
    [InlineData("every five minutes")]
    [InlineData("0 */5 * * *  * *")]
    [InlineData("61 * * * * *")]
    public void What_is_no_schedule_is_told(string text) => Assert.Null(RollupSchedule.TryParse(text));
}
