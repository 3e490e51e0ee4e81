using System.Text.Json;
using Webhooks.Functions.Operations;

namespace Webhooks.Functions.Tests.Http;

public sealed class TimeConverterTests
{
    [Theory]
    [InlineData("2026-03-01T10:00:30Z", "2026-03-01T10:00:30.000Z")]
    [InlineData("2026-03-01T10:00:30.1234567Z", "2026-03-01T10:00:30.123Z")]
    [InlineData("2026-03-01T12:00:30.5+02:00", "2026-03-01T10:00:30.500Z")]
    public void Time_is_written_in_utc_to_the_millisecond(string time, string written) =>
        Assert.Equal(
            $$"""{"at":"{{written}}"}""",
            JsonSerializer.Serialize(
                new { at = DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture) },
                JobReply.Json));
}
