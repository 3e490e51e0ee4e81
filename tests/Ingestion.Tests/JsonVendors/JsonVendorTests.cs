using Webhooks.Ingestion.JsonVendors;
using Webhooks.Ingestion.Tests.Contract;

namespace Webhooks.Ingestion.Tests.JsonVendors;

public sealed class JsonVendorTests
{
    private const string Sent = """{"kind":"sent","person":{"id":7},"at":1768471200000,"note":"a","body":"<p>"}""";

    [Fact]
    public void What_is_beside_the_identity_of_a_known_event_does_not_matter() =>
        Assert.Equal(Id(Sent), Id(Sent.Replace("\"a\"", "\"b\"", StringComparison.Ordinal)));

    [Theory]
    [InlineData("\"kind\":\"sent\"", "\"kind\":\"read\"")]
    [InlineData("\"at\":1768471200000,", "")]
    [InlineData("1768471200000", "\"yesterday\"")]
    [InlineData("{\"id\":7}", "{\"id\":null}")]
    [InlineData("{\"id\":7}", "{\"id\":\"\"}")]
    [InlineData("{\"id\":7}", "7")]
    [InlineData("\"kind\":\"sent\",", "")]
    public void Where_the_identity_is_not_sure_all_of_the_item_counts(string text, string other)
    {
        string unsure = Sent.Replace(text, other, StringComparison.Ordinal);

        Assert.NotEqual(Id(unsure), Id(unsure.Replace("\"a\"", "\"b\"", StringComparison.Ordinal)));
        Assert.Equal(Id(unsure), Id(unsure.Replace("\"a\"", "\"\\u0061\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("\"kind\":\"sent\"", "\"kind\":\"opened\"")]
    [InlineData("7", "8")]
    [InlineData("1768471200000", "1768471200001")]
    public void Another_part_of_the_identity_is_another_event(string text, string other) =>
        Assert.NotEqual(Id(Sent), Id(Sent.Replace(text, other, StringComparison.Ordinal)));

    [Fact]
    public void Of_equal_names_the_last_counts()
    {
        string twice = Sent.Replace("\"person\":", "\"person\":{\"id\":1},\"person\":", StringComparison.Ordinal);

        Assert.Equal("7", Assert.Single(Map($"[{twice}]").Events).ContactId);
        Assert.Equal(Id(Sent), Id(twice));
    }

    [Fact]
    public void What_is_omitted_is_in_no_event() =>
        Assert.Equal(
            """{"kind":"sent","person":{"id":7},"at":1768471200000,"note":"a"}""",
            Assert.Single(Map($"[{Sent}]").Events).Data);

    [Fact]
    public void Many_items_are_mapped_as_they_are_read()
    {
        string[] items =
        [
            .. Enumerable.Range(0, (2 * MapResult.SliceLength) + 1)
                .Select(number => Sent.Replace("7", $"{number}", StringComparison.Ordinal)),
        ];

        MapResult whole = Map($" [ {string.Join(" , ", items)} ] ");

        Assert.True(whole.IsSliced);
        EngagementEvent[] expected =
        [
            .. items.Select((item, index) => Assert.Single(Map(item).Events) with { DeliveryIndex = index }),
        ];
        Assert.Equal(expected, whole.Events);
        Assert.Equal(expected.Length, whole.Events.Count);
        Assert.Equal(
            MapResult.SliceLength, Map($"[{string.Join(',', items[..MapResult.SliceLength])}]").Events.Count);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"items\":null}")]
    [InlineData("{\"items\":1}")]
    [InlineData("[]")]
    public void Items_that_are_missing_are_an_unexpected_shape(string body) =>
        Assert.Equal(
            RejectionReasons.UnexpectedShape,
            new Mailer().Map(VendorSample.Delivery(new Mailer(), body)).Rejection?.Reason);

    [Fact]
    public void Name_that_is_not_known_is_drift()
    {
        MapResult result = Map($"[{Sent.Replace("sent", "read", StringComparison.Ordinal)}]");

        Assert.Equal(EventTypes.UnknownReceived, Assert.Single(result.Events).Type);
        Assert.Equal(new Drift(DriftKinds.Event, "read", ""), Assert.Single(result.Drift));
    }

    private static string Id(string item) => Assert.Single(Map(item).Events).EventId;

    private static MapResult Map(string items) =>
        new Mailer().Map(VendorSample.Delivery(new Mailer(), $"{{\"items\":{items}}}"));

    private sealed class Mailer : JsonVendor
    {
        public override string Name => "mailer";

        public override string DisplayName => "Mailer";

        public override string Sample => $"{{\"items\":[{Sent}]}}";

        protected override JsonMembers Members { get; } = new()
        {
            Items = "items",
            EventType = "kind",
            ContactId = "person.id",
            Time = "at",
            Identity = ["kind", "person.id"],
            Omitted = ["body"],
        };

        protected override EventKind KindOf(string? eventType, string? channel) => eventType switch
        {
            "sent" => new EventKind(EventTypes.MessageSent, Channels.Email),
            "opened" => new EventKind(EventTypes.MessageOpened, Channels.Email),
            _ => new EventKind(EventTypes.UnknownReceived, Channels.Email),
        };
    }
}
