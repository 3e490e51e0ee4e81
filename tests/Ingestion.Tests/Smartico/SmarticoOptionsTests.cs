using Webhooks.Ingestion.Vendors.Smartico;

namespace Webhooks.Ingestion.Tests.Smartico;

public sealed class SmarticoOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => Assert.Empty(new SmarticoOptions().Validate());

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("a b", "letters, digits")]
    [InlineData("a\"b", "letters, digits")]
    [InlineData("naïve", "letters, digits")]
    [InlineData("_repaired", "adds itself")]
    [InlineData("SECRET", "never stored")]
    [InlineData("code", "own key")]
    [InlineData("time", "same name as Vendors__Smartico__Fields__Time")]
    public void A_bad_name_is_one_clear_sentence(string name, string expected)
    {
        SmarticoOptions options = new() { Fields = new SmarticoFields { ViewUrl = name } };
        string problem = Assert.Single(options.Validate());
        Assert.StartsWith("Vendors__Smartico__Fields__ViewUrl ", problem, StringComparison.Ordinal);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_65_characters_is_too_long()
    {
        Assert.Empty(new SmarticoOptions { Fields = new SmarticoFields { User = new string('a', 64) } }.Validate());
        Assert.Single(new SmarticoOptions { Fields = new SmarticoFields { User = new string('a', 65) } }.Validate());
    }

    [Theory]
    [InlineData("""{"login":"{{a}}","time":{{b}},"brand":"B","vip":true}""")]
    [InlineData(""" { "login" : "{{ a "quoted" , tag} }}" } """)]
    public void A_flat_object_of_tags_and_constants_is_a_template(string template) =>
        Assert.Empty(new SmarticoOptions { Template = template }.Validate());

    [Theory]
    [InlineData("login={{a}}")]
    [InlineData("""{"login":"{{a}}" """)]
    [InlineData("""{"login":"{{a}}"} x""")]
    [InlineData("""{"login":"{{a}}","login":"{{b}}"}""")]
    [InlineData("""{"login":}""")]
    [InlineData("""{"login":"{{a""")]
    [InlineData("""{"player":"{{a}}"}""")]
    [InlineData("""[{"login":"{{a}}"}]""")]
    public void Any_other_template_is_one_clear_sentence(string template)
    {
        string problem = Assert.Single(new SmarticoOptions { Template = template }.Validate());
        Assert.StartsWith("Vendors__Smartico__Template ", problem, StringComparison.Ordinal);
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
    }
}
