using System.Globalization;
using System.Text;
using Webhooks.Ingestion.Vendors.Smartico;
using Webhooks.Ingestion.Vendors.SmartReach;

namespace Webhooks.Ingestion.Tests;

/// <summary>Two requests have the same event id exactly when they have the same row, and a repeat has both.</summary>
public sealed class EventKeyPropertyTests
{
    private const int Seed = 41;
    private const int Requests = 30_000;
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string?[] Times =
    [
        null, "null", "\"\"", "0", "\"0000-00-00 00:00:00\"", "\"N/A\"", "\"{{time}}\"", "\"yesterday\"",
        "\"10/11/2025 23:30\"",
        "\"11/12/2025 23:30\"", "true", "{}", "[]", "{\"a\":1}", "{ \"a\" : 1 }", "253402300800000", "-62135596800000",
        "17952174",
        "1772323200000", "\"1772323200000\"", "1772323200", "1772323200000000", "\"2026-03-01T00:00:00Z\"",
        "\"2026-03-01 01:00:00 CET\"",
        "\"Sun, 01 Mar 2026 00:00:00 +0000\"", "{\"seconds\":1772323200,\"nanos\":0}", "[2026,3,1,0,0]",
        "1772366400123", "\"2026-03-01T12:00:00.123Z\"", "1772500000000", "\"2026-03-20T12:00:00Z\"",
    ];

    private readonly Random _random = new(Seed);

    [Fact]
    public void Ids_and_rows_of_smartico_tell_the_same_events_apart() => CheckAll("smartico", Smartico);

    [Fact]
    public void Ids_and_rows_of_smartreach_tell_the_same_events_apart() => CheckAll("smartreach", SmartReach);

    [Fact]
    public void A_repeat_of_the_same_day_is_the_same_row()
    {
        for (int i = 0; i < Requests; i++)
        {
            (string vendor, Func<DateTimeOffset, string> body) = Repeatable();
            DateTimeOffset first = Day.AddMilliseconds(_random.Next(86_400_000));
            DateTimeOffset second = Day.AddMilliseconds(_random.Next(86_400_000));
            EngagementEvent one = Map(vendor, body(first), first);
            EngagementEvent other = Map(vendor, body(second), second);
            Assert.True(Row(one) == Row(other), $"Seed {Seed}, {first:O} and {second:O}: {body(first)}");
        }
    }

    private void CheckAll(string vendor, Func<string> body)
    {
        Dictionary<string, string> rows = [];
        Dictionary<string, string> ids = [];
        for (int i = 0; i < Requests; i++)
        {
            string text = body();
            EngagementEvent mapped = Map(vendor, text, Day.AddMilliseconds(_random.Next(3 * 86_400) * 1000L));
            string row = Row(mapped);
            Assert.True(rows.TryAdd(mapped.EventId, row)
                || rows[mapped.EventId] == row, $"Seed {Seed}: one id, two rows: {text}");
            Assert.True(ids.TryAdd(row, mapped.EventId)
                || ids[row] == mapped.EventId, $"Seed {Seed}: one row, two ids: {text}");
        }

        Assert.InRange(rows.Count, 100, Requests - 100); // some were repeats, and some were not
    }

    private string Smartico()
    {
        string time = Pick(Times) is { } sent ? $"\"time\":{sent}," : "";
        return _random.Next(2) == 0
            ? $"{{{time}\"login\":\"player-{_random.Next(3)}\",\"channel\":\"SMS\",\"campaign_name\":\"c{_random.Next(2)}\"}}"
            : $"{{{time}\"user_ext_id\":\"player-{_random.Next(3)}\",\"brand\":\"b{_random.Next(2)}\"}}";
    }

    private string SmartReach() => SmartReach(
        Pick(["email_opened", "email_replied", "prospect.updated", "brand_new"]),
        Pick(Times),
        _random.Next(3) == 0 ? Pick(Times) : Milliseconds(Day.AddMilliseconds(_random.Next(4) * 40_000_000L)));

    private string SmartReach(string name, string? created, string? received) =>
        $"{{\"metadata\":{{\"event_type\":\"{name}\",\"webhook_id\":{_random.Next(2)}{Member("received_at", received)}}},"
        + $"\"data\":[{{\"prospect\":{{\"prospect_id\":{_random.Next(2)},\"email\":\"{_random.Next(2)}@example.com\"}},"
        + $"\"activity\":{{\"campaign_name\":\"c\"{Member("created_at", created)}}}}}]}}";

    // A vendor sends again what it sent, but for its own received_at. Left out is what docs/events.md leaves out: an
    // activity that says no time at all, and a time that is ahead of the first receipt and is none any more at the
    // second.
    private (string Vendor, Func<DateTimeOffset, string> Body) Repeatable()
    {
        if (_random.Next(2) == 0)
        {
            string body = Smartico();
            while (body.Contains("1772366400123", StringComparison.Ordinal)
                || body.Contains("12:00:00", StringComparison.Ordinal))
                body = Smartico();
            return ("smartico", _ => body);
        }

        string name = Pick(["email_opened", "prospect.updated", "brand_new"]);
        string created =
            Pick(["\"10/11/2025 23:30\"", "{\"a\":1}", "17952174", "1772323200000", "\"2026-03-01 01:00:00 CET\""]);
        int seed = _random.Next();
        return ("smartreach", at => SmartReach(seed, name, created, Milliseconds(at)));
    }

    private static string SmartReach(int seed, string name, string created, string received)
    {
        Random random = new(seed);
        return $"{{\"metadata\":{{\"event_type\":\"{name}\",\"received_at\":{received}}},"
            + $"\"data\":[{{\"prospect\":{{\"prospect_id\":{random.Next(5)}}},\"activity\":{{\"created_at\":{created}}}}}]}}";
    }

    private static string Member(string name, string? value) => value is null ? "" : $",\"{name}\":{value}";

    private static string Milliseconds(DateTimeOffset at) =>
        at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static EngagementEvent Map(string vendor, string body, DateTimeOffset receivedAt)
    {
        Delivery delivery = new()
        {
            Id = DeliveryId.New(receivedAt),
            Vendor = vendor,
            ReceivedAt = receivedAt,
            Method = "POST",
            ContentType = "application/json",
            Body = Encoding.UTF8.GetBytes(body),
        };
        IVendor mapper = vendor == "smartico" ? new SmarticoVendor(new SmarticoOptions()) : new SmartReachVendor();
        MapResult result = mapper.Map(delivery);
        Assert.True(result.Rejection is null, body);
        return Assert.Single(result.Events);
    }

    private static string Row(EngagementEvent mapped) =>
        $"{TableKeys.Partition(mapped.Vendor, mapped.OccurredAt)}/{TableKeys.Row(mapped)}";

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
}
