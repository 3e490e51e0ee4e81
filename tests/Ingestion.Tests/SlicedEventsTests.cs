using System.Text;
using Webhooks.Ingestion.Vendors;

namespace Webhooks.Ingestion.Tests;

/// <summary>
/// A delivery with more events than are held at once gives what its parts would give, as often as it is read.
/// </summary>
[Collection(MemoryGroup.Name)]
public sealed class SlicedEventsTests
{
    private const int Many = (MapResult.SliceLength * 3) + 7;

    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly VendorRegistry Vendors = new(new VendorOptions());

    [Theory]
    [InlineData("smartico", "[", "]", "")]
    [InlineData("smartico", "\r\n [ ", " ] ", "")]
    [InlineData("smartico", "[", "]", "?campaign_name=Spring&brand=one")]
    [InlineData(
        "smartreach",
        """{"metadata":{"event_type":"activity.email.sent","received_at":1772366400},"data":[""",
        "]}",
        "")]
    [InlineData(
        "smartreach",
        """{"data":[1,2],"data":[""",
        """],"metadata":{"event_type":"Prospect.\u0063reated"}}""",
        "")]
    public void Many_events_are_those_of_their_items(string vendor, string before, string after, string query)
    {
        string[] items = [.. Enumerable.Range(0, Many).Select(i => Item(vendor, i))];
        MapResult whole = Map(vendor, $"{before}{string.Join(" ,\n", items)}{after}", query);

        Assert.Null(whole.Rejection);
        Assert.True(whole.IsSliced);
        Assert.Equal(Many, whole.Events.Count);
        EngagementEvent[] expected =
        [
            .. items.Select((item, index) => Assert.Single(Map(vendor, $"{before}{item}{after}", query).Events)
                with { DeliveryIndex = index }),
        ];
        Assert.Equal(expected, whole.Events);
        Assert.Equal(expected, whole.Events);
        Assert.Equal(expected[MapResult.SliceLength + 1], whole.Events[MapResult.SliceLength + 1]);
        Assert.Equal(NotesTime(Map(vendor, $"{before}{items[^1]}{after}", query)), NotesTime(whole));

        // In the last item only.
        static bool NotesTime(MapResult result) => result.Drift.Any(drift => drift.Kind == DriftKinds.Time);
    }

    [Theory]
    [InlineData("smartico", "[", "")]
    [InlineData("smartico", "[", ",]]")]
    [InlineData("smartico", "[", """,{"login":"a","login":"b","channel":"SMS"}]""")]
    [InlineData("smartreach", """{"metadata":{"event_type":"activity.email.sent"},"data":[""", "]")]
    [InlineData("smartreach", """{"metadata":{"event_type":" "},"data":[""", "]}")]
    public void What_is_wrong_behind_many_events_rejects_them_all(string vendor, string before, string after)
    {
        string items = string.Join(',', Enumerable.Range(0, Many).Select(i => Item(vendor, i)));

        MapResult result = Map(vendor, $"{before}{items}{after}");

        Assert.NotNull(result.Rejection);
        Assert.Empty(result.Events);
    }

    [Fact]
    public void Many_webhooks_in_lines_are_the_webhooks()
    {
        string[] lines =
        [
            .. Enumerable.Range(0, Many).Select(i => $$$"""
                {"metadata":{"event_type":"prospect.created"},"data":[{"prospect_id":{{{i}}}},1]}
                """),
        ];

        MapResult whole = Map("smartreach", string.Join('\n', lines));

        Assert.Equal(2 * Many, whole.Events.Count);
        Assert.Equal(
            lines.SelectMany(line => Map("smartreach", line).Events)
                .Select((mapped, index) => mapped with { DeliveryIndex = index }),
            whole.Events);
    }

    [Theory]
    [InlineData("smartico", "[", "]", "?a=b")]
    [InlineData("smartreach", """{"metadata":{"event_type":"x"},"data":[""", "]}", "")]
    public void Items_take_no_memory_of_their_own(string vendor, string before, string after, string query)
    {
        // Tiny items: as events they would be hundreds of times as long.
        string item = vendor == "smartico" ? "{}" : "1";
        string body = $"{before}{string.Join(',', Enumerable.Repeat(item, 60_000))}{after}";
        Map(vendor, body, query);
        long before_ = GC.GetTotalMemory(forceFullCollection: true);

        MapResult result = Map(vendor, body, query);
        long most = 0;
        int read = 0;
        foreach (EngagementEvent _ in result.Events)
        {
            if (++read % 20_000 == 0)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before_);
        }

        Assert.Equal(60_000, read);
        Assert.InRange(most, long.MinValue, 4 * 1024 * 1024);
    }

    [Theory]
    [InlineData("a=b&")]
    [InlineData("&")]
    public void A_form_of_a_million_fields_is_none(string field)
    {
        MapResult result = Map("smartico", $"login=u&{string.Concat(Enumerable.Repeat(field, 1_000_000))}");

        Assert.Equal(RejectionReasons.MalformedJson, result.Rejection?.Reason);
    }

    private static string Item(string vendor, int number)
    {
        string time = number == Many - 1 ? "never, \\u0061sk me" : $"2026-02-01T00:00:{number % 60:00}Z";
        return (vendor, number % 5) switch
        {
            ("smartico", 0) => $$"""{"login":"u{{number}}","time":"{{time}}","channel":"SMS","campaign_name":""}""",
            ("smartico", 1) => $$"""{"time":"{{time}}","secret":"s","n":{{number}}}""",
            (_, 2) => $$"""
                {"prospect": {"prospect_id":{{number}}, "ema\u0069l":"é{{number}}@example.com"},
                "activity":{"created_at":"{{time}}","email_body":"x"} }
                """,
            (_, 3) => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => $$"""{"prospect_id":{{number}},"activity":{"created_at":"{{time}}"},"nested":[[{{number}}]]}""",
        };
    }

    private static MapResult Map(string vendor, string body, string query = "")
    {
        Vendors.TryGet(vendor, out IVendor? known);
        return known!.Map(new Delivery
        {
            Id = DeliveryId.Of(Noon, []),
            Vendor = vendor,
            ReceivedAt = Noon,
            Method = "POST",
            Query = query.Length > 0 ? query : null,
            Body = Encoding.UTF8.GetBytes(body),
        });
    }
}
