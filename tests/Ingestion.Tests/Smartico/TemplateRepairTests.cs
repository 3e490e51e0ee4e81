using System.Diagnostics;
using System.Text;
using Webhooks.Ingestion.Vendors.Smartico;

namespace Webhooks.Ingestion.Tests.Smartico;

public sealed class TemplateRepairTests
{
    private static readonly SmarticoVendor TemplateKnown = new(new SmarticoOptions
    {
        Template = """{"login": "{{a}}", "brand": "B", "time": {{b}}, "campaign_name": "{{c}}"}""",
    });

    [Theory]
    [InlineData("""{"login":"7","time":"1","channel":"SMS","campaign_name":"a "b" c","view_url":"u"}""", "a \"b\" c")]
    [InlineData("""{"login":"7","time":1,"channel":"SMS","campaign_name":"a\","view_url":"u"}""", "a\\")]
    [InlineData(""""{"login":"7","time":"","channel":"SMS","campaign_name":""","view_url":"u"}"""", "\"")]
    [InlineData("""{"login":"7","time":null,"channel":"SMS","campaign_name":"a"}","view_url":"u"}""", "a\"}")]
    [InlineData("""{"login":7,"time":"1","channel":"SMS","view_url":"u","campaign_name":"a "b"",}""", "a \"b\"")]
    [InlineData("""{"login":"7","time":"1","channel":SMS,"campaign_name":"a "b"","view_url":u}""", "a \"b\"")]
    [InlineData("{\u00a0\"login\":\"7\",\u00a0\u2003\"time\"\u00a0:\u00a0\"1\",\"channel\":\"SMS\",\"campaign_name\":\"a \"b\"\"\u3000,\"view_url\":\"u\"\u00a0}", "a \"b\"")]
    [InlineData("{\"login\":\"7\",\"time\":\"1\",\"channel\":\"SMS\",\"campaign_name\":\"a\nb\",\"view_url\":\"u\"}",
        "a\nb")]
    [InlineData("""{"login":"7","time":"1","channel":"SMS","campaign_name":"say "channel": "SMS" loudly","view_url":"u"}""", "say \"channel\": \"SMS\" loudly")]
    public void One_reading_is_taken(string body, string campaign)
    {
        EngagementEvent sent = Smartico.One(body);
        Assert.Equal(campaign, Smartico.Data(sent, "campaign_name"));
        Assert.Equal("True", Smartico.Data(sent, "_repaired"));
        Assert.Equal("7", sent.ContactId);
    }

    [Theory]
    [InlineData("""{"login":"7","time":"1","channel":"SMS","campaign_name":"a "b", "channel": "Push","view_url":"u"}""")]
    [InlineData("""{"login":"7","time":"1","channel":"SMS","campaign_name":"x","channel":"Push","view_url":"u"}""")]
    [InlineData("""{"login":"7","brand":"B","time":"1","channel":"SMS","campaign_name":"a "b"","view_url":"u"}""")]
    [InlineData("""{"view_url":"u","login":"7 "x"","time":null,"channel":"SMS","campaign_name":"a"}"}""")]
    [InlineData("""{"login":"7","time":"1","channel":"SMS","campaign_name":"a","view_url":"u {"login": "9"}""")]
    [InlineData("""{"login":"7","time":"1","channel":"SMS","campaign_name":"a "b"","view_url":"u","vip":true,"brand":"B"}""")]
    public void Several_readings_are_refused(string body) =>
        Assert.Equal(RejectionReasons.AmbiguousTemplate, Smartico.Map(body).Rejection?.Reason);

    [Theory]
    [InlineData("""{"login":"7","campaign_name":"a "b" c"}""")]
    [InlineData("""{"login":"7","time":x,"channel":"SMS","campaign_name":"a","view_url":"u"}""")]
    [InlineData("""{"view_url":"u","login":"7","time":null,"channel":"SMS","campaign_name":"a"}"}""")]
    [InlineData("""{"login":"9"}{"login":"7","time":"1","channel":"SMS","campaign_name":"a "b"","view_url":"u"}""")]
    [InlineData("""{"login":7 8,"time":"1","channel":"SMS","campaign_name":"a","view_url":"u"}""")]
    [InlineData("""{"login":'7',"time":"1","channel":"SMS","campaign_name":"a","view_url":"u"}""")]
    [InlineData("""{"login":"7","time":"1","channel":"SMS","campaign_name":"a","view_url":"u""")]
    [InlineData("""[{"login":"7","time":"1","channel":"SMS","campaign_name":"a "b"","view_url":"u"}]""")]
    public void No_reading_is_malformed(string body) =>
        Assert.Equal(RejectionReasons.MalformedJson, Smartico.Map(body).Rejection?.Reason);

    [Theory]
    [InlineData("""{"login": "7 "x"", "brand": "B", "time": 1, "campaign_name": "c"}""", null)]
    [InlineData("""{"login":"7 "x"","brand":"B","time":1,"campaign_name":"c"}""", null)]
    [InlineData("""{"login": "7", "brand": "B", "time": 1, "campaign_name": "c"}""", null)]
    [InlineData("""{"user_id": 7, "event": "deposit"}""", null)]
    [InlineData("""{"login": "7 "x"", "brand": "C", "time": 1, "campaign_name": "c"}""",
        RejectionReasons.MalformedJson)]
    [InlineData("""{"brand": "B", "login": "7 "x"", "time": 1, "campaign_name": "c"}""",
        RejectionReasons.MalformedJson)]
    [InlineData("""{"login": "7", "brand": "B", "time": 1, "campaign_name": "C:\new"}""",
        RejectionReasons.AmbiguousTemplate)]
    [InlineData("""{"login": "7", "brand": "B", "time": 1, "campaign_name": "c", "x": "y"}""",
        RejectionReasons.AmbiguousTemplate)]
    public void A_template_whose_text_is_known_is_followed_to_the_letter(string body, string? reason) =>
        Assert.Equal(reason, Smartico.Map(body, TemplateKnown).Rejection?.Reason);

    [Fact]
    public void A_long_or_repetitive_body_takes_no_long_time()
    {
        string[] pieces = ["\"", "\", \"", "\", \"channel\": \"", "\"login\":\"", "\"time\":", "{", "[", "\" ",
            new string(' ', 1000), ",\"view_url\":\"\""];
        foreach (string piece in pieces)
        {
            foreach (int size in (int[])[60_000, LongTests.Or(4, 16) << 20])
            {
                string filler = new StringBuilder(size).Insert(0, piece, size / piece.Length).ToString();
                string body = $$"""{"login":"7","time":"1","channel":"SMS","campaign_name":"a "{{filler}}","view_url":"u"}""";
                Delivery delivery = Smartico.Post(Encoding.UTF8.GetBytes(body));
                Stopwatch watch = Stopwatch.StartNew();
                MapResult result = Smartico.Default.Map(delivery);
                Assert.True(result.Rejection is not null || size < 100_000);
                // Half a second on a quiet machine; time that grew with the square of the size would be hours.
                Assert.True(watch.Elapsed.TotalSeconds < 120, $"{watch.Elapsed} for {size} of {piece}");
            }
        }
    }

    [Fact]
    public void Any_bytes_map_to_a_result()
    {
        Random random = new(7);
        byte[] body = "{\"login\":\"7\",\"time\":\"1\",\"channel\":\"SMS\",\"campaign_name\":\"a\",\"view_url\":\"u\"}"u8.ToArray();
        for (int i = 0; i < 20_000; i++)
        {
            byte[] changed = [.. body];
            for (int j = random.Next(6); j >= 0; j--)
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            MapResult result =
                Smartico.Default.Map(Smartico.Post(changed, i % 3 == 0 ? "?a=%" + (char)random.Next(0xD7FF) : null)
                with
                { ContentType = i % 2 == 0 ? "application/x-www-form-urlencoded" : null });
            Assert.True(result.Rejection is not null || result.Events.Count > 0);
        }
    }
}
