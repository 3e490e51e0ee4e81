using Webhooks.Ingestion.Vendors.SmartReach;

namespace Webhooks.Ingestion.Tests.SmartReach;

public sealed class SmartReachIdentityTests
{
    private const string Opened =
        """{"metadata":{"event_type":"activity.email.opened","webhook_id":42,"received_at":1768471201000},"data":[{"prospect":{"prospect_id":7,"email":"ada@example.com"},"activity":{"created_at":1768471200000,"campaign_name":"Spring","campaign_step_name":"Day 1","clicked_url":null}}]}""";

    private const string Updated =
        """{"metadata":{"event_type":"prospect.updated","webhook_id":42,"received_at":1768471201000},"data":[{"prospect":{"prospect_id":7,"email":"ada@example.com","city":"London","custom_fields":{"a":1,"b":[{"x":1,"y":2}]}}}]}""";

    [Fact]
    public void Identity_is_the_hash_of_the_documented_parts() =>
        Assert.Equal(
            EventIdentity.From("smartreach", "email_opened", "1768471200000", "7", "Spring", "Day 1", null),
            Id(Opened));

    [Theory]
    [InlineData("\"received_at\":1768471201000", "\"received_at\":1768479999000")]
    [InlineData("\"webhook_id\":42", "\"webhook_id\":43")]
    [InlineData("\"prospect_id\":7", "\"prospect_id\":7.0")]
    [InlineData("1768471200000", "1768471200000000")]
    [InlineData("1768471200000", "{\"seconds\":1768471200,\"nanos\":0}")]
    [InlineData("activity.email.opened", "email_opened")]
    [InlineData("activity.email.opened", "Email Opened")]
    [InlineData("1768471200000", "\"1768471200000\"")]
    [InlineData("1768471200000", "\"2026-01-15T12:00:00+02:00\"")]
    [InlineData("\"prospect_id\":7", "\"prospect_id\":\"7\"")]
    [InlineData("\"email\"", "\"prospect_email\"")]
    [InlineData("\"Spring\"", "\"Spr\\u0069ng\"")]
    [InlineData("\"clicked_url\":null", "\"clicked_url\":\"\"")]
    [InlineData("\"city\":\"London\",", "")]
    public void Same_activity_in_another_spelling_is_one_event(string text, string other) =>
        Assert.Equal(Id(Opened), Id(Opened.Replace(text, other, StringComparison.Ordinal)));

    [Theory]
    [InlineData("opened", "replied")]
    [InlineData("1768471200000", "1768471200001")]
    [InlineData("\"prospect_id\":7", "\"prospect_id\":8")]
    [InlineData("Spring", "Summer")]
    [InlineData("Day 1", "Day 2")]
    [InlineData("\"clicked_url\":null", "\"clicked_url\":\"https://example.com/\"")]
    [InlineData("1768471200000", "\"yesterday\"")]
    public void Another_activity_is_another_event(string text, string other) =>
        Assert.NotEqual(Id(Opened), Id(Opened.Replace(text, other, StringComparison.Ordinal)));

    [Theory]
    [InlineData("London", "Paris")]
    [InlineData("\"x\":1", "\"x\":2")]
    [InlineData("updated", "created")]
    public void Another_change_of_a_prospect_is_another_event(string text, string other) =>
        Assert.NotEqual(Id(Updated), Id(Updated.Replace(text, other, StringComparison.Ordinal)));

    [Theory]
    [InlineData("1768471201000", "1768471241000")]
    [InlineData("\"webhook_id\":42", "\"webhook_id\":43")]
    public void A_change_of_a_prospect_that_is_reported_again_is_one_event(string text, string other) =>
        Assert.Equal(Id(Updated), Id(Updated.Replace(text, other, StringComparison.Ordinal)));

    [Fact]
    public void A_change_of_a_prospect_that_is_reported_the_next_day_is_another_event() =>
        Assert.NotEqual(Id(Updated), Id(Updated.Replace("1768471201000", "1768384801000", StringComparison.Ordinal)));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("\"null\"")]
    [InlineData("\" \"")]
    [InlineData("\"N/A\"")]
    [InlineData("\"00000000-0000-0000-0000-000000000000\"")]
    public void Two_people_whose_id_says_nothing_are_two(string id)
    {
        string nobody = Opened.Replace("\"prospect_id\":7", $"\"prospect_id\":{id}", StringComparison.Ordinal);
        Assert.NotEqual(Id(nobody), Id(nobody.Replace("ada@", "bob@", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("email_replied", "sales@example.org")]
    [InlineData("email_auto_replied", "sales@example.org")]
    [InlineData("email_out_of_office_replied", "sales@example.org")]
    [InlineData("email_opened", "kim@example.com")]
    public void Without_an_address_of_the_prospect_it_is_the_mails(string name, string expected)
    {
        string body = Opened.Replace("activity.email.opened", name, StringComparison.Ordinal)
            .Replace(",\"email\":\"ada@example.com\"", "", StringComparison.Ordinal)
            .Replace("\"clicked_url\":null", "\"email_from\":\"sales@example.org\",\"email_to\":\"kim@example.com\"",
            StringComparison.Ordinal);
        Assert.Equal(expected, Assert.Single(
            new SmartReachVendor().Map(SmartReachDelivery.Of(body)).Events).ContactEmail);
    }

    [Fact]
    public void Alias_and_full_name_are_one_event() =>
        Assert.Equal(
            Id(Opened.Replace("activity.email.opened", "opted_out", StringComparison.Ordinal)),
            Id(Opened.Replace("activity.email.opened", "activity.prospect.opted_out", StringComparison.Ordinal)));

    [Fact]
    public void Wrapped_and_bare_prospect_are_one_event() =>
        Assert.Equal(Id(Updated), Id(Updated.Replace("{\"prospect\":{", "{", StringComparison.Ordinal)
            .Replace("}]}}}]}", "}]}}]}", StringComparison.Ordinal)));

    [Fact]
    public void Values_too_long_for_a_column_still_tell_two_events_apart()
    {
        string tail = new('n', 3_000);
        Assert.NotEqual(
            Id(Opened.Replace("Spring", tail + "a", StringComparison.Ordinal)),
            Id(Opened.Replace("Spring", tail + "b", StringComparison.Ordinal)));
    }

    [Fact]
    public void Two_unknown_events_with_one_item_are_two() =>
        Assert.NotEqual(
            Id(Opened.Replace("opened", "forwarded", StringComparison.Ordinal)),
            Id(Opened.Replace("opened", "printed", StringComparison.Ordinal)));

    private static string Id(string body) =>
        Assert.Single(new SmartReachVendor().Map(SmartReachDelivery.Of(body)).Events).EventId;
}
