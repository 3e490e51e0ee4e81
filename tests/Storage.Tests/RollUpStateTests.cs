using Webhooks.Storage.State;

namespace Webhooks.Storage.Tests;

public sealed class RollUpStateTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-5, 0, 0.1, 5)] // the run that was planned for now is the one that asks
    [InlineData(-5, 0, 0, 5)]
    [InlineData(-5, 0, 17, 20)] // some were missed
    [InlineData(0, 5, 0.1, 5)]
    [InlineData(-1440, 0, 2, 1440)]
    public void Next_run_lies_ahead_right_after_a_run(double last, double planned, double now, double next) =>
        Assert.Equal(
            Noon.AddMinutes(next),
            RollUpState.NextAfter(Noon.AddMinutes(now), Noon.AddMinutes(last), Noon.AddMinutes(planned)));

    [Fact]
    public void It_is_unknown_where_the_schedule_is() =>
        Assert.Null(RollUpState.NextAfter(Noon, Noon.AddMinutes(-1), Noon.AddMinutes(-1)));
}
