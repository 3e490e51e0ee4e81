using System.Globalization;
using System.Text;
using Webhooks.Ingestion.Times;

namespace Webhooks.Ingestion.Tests.Times;

public sealed class JsonInstantTests
{
    [Theory]
    [InlineData("""{"date":"2022-09-25 14:23:23.123000","timezone_type":3,"timezone":"UTC"}""", "14:23:23.123")]
    [InlineData("""{"date":"2022-09-25 16:23:23.000000","timezone_type":3,"timezone":"Europe/Berlin"}""",
        "14:23:23.000")]
    [InlineData("""{"date":"2022-09-25 16:23:23.000000","timezone_type":1,"timezone":"+02:00"}""", "14:23:23.000")]
    [InlineData("""{"date":"2022-09-25 16:23:23.000000","timezone_type":2,"timezone":"CEST"}""", "14:23:23.000")]
    [InlineData("""{"seconds":1664115803,"nanos":123000000}""", "14:23:23.123")]
    [InlineData("""{"seconds":"1664115803","nanos":0}""", "14:23:23.000")]
    [InlineData("""{"_seconds":1664115803,"_nanoseconds":123000000}""", "14:23:23.123")]
    [InlineData("""{"seconds":1664115803,"nanoseconds":5}""", "14:23:23.000")]
    [InlineData("""{"epochSecond":1664115803,"nano":123456789}""", "14:23:23.123")]
    [InlineData("[2022,9,25,14,23]", "14:23:00.000")]
    [InlineData("[2022,9,25,14,23,23]", "14:23:23.000")]
    [InlineData("[2022,9,25,14,23,23,123000000]", "14:23:23.123")]
    [InlineData("[1664115803000]", "14:23:23.000")]
    [InlineData("""{"date":{"year":2022,"month":9,"day":25},"time":{"hour":14,"minute":23,"second":23,"nano":0}}""",
        "14:23:23.000")]
    [InlineData("""{"year":2022,"month":"SEPTEMBER","monthValue":9,"dayOfMonth":25,"dayOfWeek":"SUNDAY","hour":14,"minute":23,"second":23,"nano":0,"chronology":{"id":"ISO"}}""", "14:23:23.000")]
    [InlineData("""{"year":2022,"month":8,"dayOfMonth":25,"hourOfDay":14,"minute":23,"second":23}""", "14:23:23.000")]
    [InlineData("""{"dateTime":{"date":{"year":2022,"month":9,"day":25},"time":{"hour":16,"minute":23,"second":23,"nano":0}},"offset":{"totalSeconds":7200}}""", "14:23:23.000")]
    [InlineData("""{"date":25,"day":0,"hours":14,"minutes":23,"month":8,"seconds":23,"time":1664115803000,"timezoneOffset":0,"year":122}""", "14:23:23.000")]
    [InlineData("""{"$date":1664115803000}""", "14:23:23.000")]
    [InlineData("""{"$date":{"$numberLong":"1664115803000"}}""", "14:23:23.000")]
    [InlineData("""{"$date":"2022-09-25T14:23:23Z"}""", "14:23:23.000")]
    [InlineData("""{"DateTime":"\/Date(1664115803000)\/","OffsetMinutes":120}""", "14:23:23.000")]
    public void An_instant_is_read_as_libraries_write_it(string json, string expected)
    {
        Assert.True(JsonInstant.TryRead(Encoding.UTF8.GetBytes(json), out DateTimeOffset time));
        Assert.Equal($"2022-09-25T{expected}", time.UtcDateTime.ToString(
            "yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[2022,9,25]")]
    [InlineData("[2022,13,25,14,23]")]
    [InlineData("[2022,9,25,14,\"x\"]")]
    [InlineData("[1664115803000,1664115803000]")]
    [InlineData("""{"date":"2022-09-25 16:23:23","timezone":"Nowhere/Else"}""")]
    [InlineData("""{"date":"2022-10-30 02:30:00","timezone":"Europe/Berlin"}""")]
    [InlineData("""{"seconds":23,"minutes":14}""")]
    [InlineData("""{"year":2022,"month":9,"dayOfMonth":25}""")]
    [InlineData("""{"time":"half past two"}""")]
    [InlineData("""{"dateTime":{"date":{"year":2022,"month":9,"day":25},"time":{"hour":16,"minute":23}},"zone":{"id":"Europe/Berlin"}}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("[[[[[[1664115803000]]]]]]")]
    public void Anything_else_is_no_instant(string json) =>
        Assert.False(JsonInstant.TryRead(Encoding.UTF8.GetBytes(json), out _));
}
