using System.Text;
using Webhooks.Ingestion.Tests.Mutation;
using Webhooks.Ingestion.Vendors.SmartReach;

namespace Webhooks.Ingestion.Tests.SmartReach;

public sealed class SmartReachSizeTests
{
    private const string Head =
        """{"metadata":{"event_type":"activity.email.replied","webhook_id":42,"received_at":1768471201000},"data":[""";

    [Fact]
    public void Mail_bodies_of_megabytes_are_left_out()
    {
        string mail = string.Concat(Enumerable.Repeat("<p>\\u0041 \\\"mail\\\" with é and \\n</p>", 100_000));
        MapResult result =
            Map($$$"""{{{Head}}}{"prospect":{"prospect_id":7},"activity":{"email_body":"{{{mail}}}","created_at":1768471200000}}]}""");
        Assert.Equal("""{"prospect":{"prospect_id":7},"activity":{"created_at":1768471200000}}""", Assert.Single(
            result.Events).Data);
    }

    [Fact]
    public void Ten_thousand_items_are_ten_thousand_events()
    {
        IEnumerable<string> items = Enumerable.Range(0, 10_000)
            .Select(i => $$$"""{"prospect":{"prospect_id":{{{i}}},"new{{{i}}}":1},"activity":{"created_at":1768471200000}}""");
        MapResult result = Map($"{Head}{string.Join(',', items)}]}}");
        Assert.Equal(10_000, result.Events.Select(mapped => mapped.EventId).Distinct().Count());
        Assert.Equal(50, result.Drift.Count);
    }

    [Theory]
    [InlineData(1_000, null)]
    [InlineData(1_001, RejectionReasons.TooDeep)]
    [InlineData(1_000_000, RejectionReasons.TooDeep)]
    public void Depth_is_limited_to_1000(int depth, string? reason)
    {
        const int above = 5; // root, data, item, prospect, custom_fields
        string nested = new string('[', depth - above) + new string(']', depth - above);
        MapResult result =
            Map($$$$"""{{{{Head}}}}{"prospect":{"prospect_id":1,"custom_fields":{"deep":{{{{nested}}}}}}}]}""");
        Assert.Equal(reason, result.Rejection?.Reason);
    }

    [Fact]
    public void Any_bytes_map_to_a_result()
    {
        const int seed = 11;
        Random random = new(seed);
        string[] tokens = ["{", "}", "[", "]", ":", ",", "\"data\"", "\"metadata\"", "\"event_type\"",
            "\"email_opened\"", "\"prospect\"", "null", "1", "\"\\ud800\"", " ", "\"email_body\""];
        for (int i = 0; i < 40_000; i++)
        {
            byte[] body = new byte[random.Next(1, 60)];
            random.NextBytes(body);
            if (i % 2 == 0)
                body = Encoding.UTF8.GetBytes(string.Concat(
                    Enumerable.Range(0, random.Next(1, 24)).Select(_ => tokens[random.Next(tokens.Length)])));
            Delivery delivery = SmartReachDelivery.Of(body, i % 3 == 0 ? null : "application/json; charset=utf-16");
            try
            {
                LegalResult.Check(delivery, new SmartReachVendor().Map(delivery));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed}, body {Convert.ToHexString(body)}", exception);
            }
        }
    }

    private static MapResult Map(string body)
    {
        Delivery delivery = SmartReachDelivery.Of(body);
        MapResult result = new SmartReachVendor().Map(delivery);
        LegalResult.Check(delivery, result);
        return result;
    }
}
