namespace Webhooks.Ingestion.Tests.Smartico;

public sealed class SmarticoIdentityTests
{
    private const string Example =
        """{ "login": "123123", "time": 1664115803000, "view_url": "u", "channel": "SMS", "campaign_name": "RND Flow" }""";

    [Theory]
    [InlineData("""{"campaign_name":"RND Flow","channel":"SMS","view_url":"u","time":1664115803000,"login":"123123"}""")]
    [InlineData("""{"login":123123,"time":"1664115803000","view_url":"u","channel":"sms","campaign_name":"RND Flow"}""")]
    [InlineData("""{"login":"123123","time":1664115803,"view_url":"u","channel":3,"campaign_name":"RND\u0020Flow"}""")]
    [InlineData("""{"login":"123123","time":"2022-09-25T16:23:23+02:00","view_url":"u","channel":" S M S ","campaign_name":"RND Flow","brand":"B"}""")]
    public void Another_spelling_of_one_message_is_one_event(string body) =>
        Assert.Equal(Smartico.One(Example).EventId, Smartico.One(body).EventId);

    [Fact]
    public void Get_and_post_of_one_message_are_one_event()
    {
        MapResult get = Smartico.Get("?login=123123&time=1664115803000&view_url=u&channel=SMS&campaign_name=RND+Flow");
        Assert.Equal(Smartico.One(Example).EventId, Assert.Single(get.Events).EventId);
    }

    [Theory]
    [InlineData("123123", "123124")]
    [InlineData("1664115803000", "1664115803001")]
    [InlineData("\"u\"", "\"v\"")]
    [InlineData("SMS", "Push")]
    [InlineData("SMS", "Pigeon")]
    [InlineData("RND Flow", "RND flow")]
    public void Another_user_time_link_channel_or_campaign_is_another_event(string what, string other) =>
        Assert.NotEqual(Smartico.One(Example).EventId, Smartico.One(
            Example.Replace(what, other, StringComparison.Ordinal)).EventId);

    [Fact]
    public void What_the_columns_cut_off_still_tells_two_messages_apart()
    {
        string name = new('x', 2000);
        Assert.NotEqual(
            Smartico.One(Example.Replace("RND Flow", name + "1", StringComparison.Ordinal)).EventId,
            Smartico.One(Example.Replace("RND Flow", name + "2", StringComparison.Ordinal)).EventId);
    }

    [Fact]
    public void Two_times_that_cannot_be_read_are_two_events() =>
        Assert.NotEqual(
            Smartico.One(Example.Replace("1664115803000", "\"noon\"", StringComparison.Ordinal)).EventId,
            Smartico.One(Example.Replace("1664115803000", "\"one\"", StringComparison.Ordinal)).EventId);

    [Fact]
    public void A_custom_bodys_order_and_white_space_do_not_matter()
    {
        string id = Smartico.One("""{"user_id":7,"a":{"b":[1,2],"c":"é"}}""").EventId;
        Assert.Equal(id, Smartico.One("""{ "a": {"c": "\u00e9", "b": [1, 2]}, "user_id": 7 }""").EventId);
        Assert.NotEqual(id, Smartico.One("""{"user_id":7,"a":{"b":[2,1],"c":"é"}}""").EventId);
    }

    [Fact]
    public void A_repaired_body_is_the_event_that_the_escaped_one_is() =>
        Assert.Equal(
            Smartico.One(Example.Replace("RND Flow", "\\\"RND\\\"", StringComparison.Ordinal)).EventId,
            Smartico.One(Example.Replace("RND Flow", "\"RND\"", StringComparison.Ordinal)).EventId);
}
