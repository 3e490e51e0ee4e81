using System.Globalization;
using System.Text.Json;
using Webhooks.Ingestion.Vendors.Smartico;
using Xunit.Abstractions;

namespace Webhooks.Ingestion.Tests.Smartico;

/// <summary>
/// Values are pasted into the body unescaped: a wrong one must never be accepted, a right one nearly always.
/// </summary>
public sealed class TemplateRepairPropertyTests(ITestOutputHelper output)
{
    private static readonly int Bodies = LongTests.Or(5_000, 25_000);

    private static readonly int Seed =
        int.TryParse(Environment.GetEnvironmentVariable("SMARTICO_SEED"), CultureInfo.InvariantCulture, out int seed)
            ? seed
            : 20260115;

    private static readonly SmarticoVendor TemplateKnown = new(new SmarticoOptions { Template = PastedBody.Template });

    [Fact]
    public void No_wrong_value_is_accepted_where_the_templates_text_is_known()
    {
        Tally tally = Run(random => PastedBody.WithAnyValues(random, inOrder: true), TemplateKnown);
        Assert.Equal(0, tally.Wrong);
        Assert.True(tally.Right > Bodies / 10, $"Only {tally.Right} were accepted.");
    }

    [Fact]
    public void No_wrong_value_is_accepted_from_a_body_that_is_not_json()
    {
        Tally tally = Run(random => PastedBody.WithAnyValues(random, inOrder: false), Smartico.Default);
        Assert.Equal(0, tally.Wrong);
        Assert.True(tally.Right > Bodies / 10, $"Only {tally.Right} were accepted.");
    }

    [Fact]
    public void Of_bodies_that_one_value_breaks_99_in_100_are_repaired()
    {
        Tally tally = Run(random => PastedBody.WithOneBroken(random, templateLike: false), Smartico.Default);
        Assert.Equal(0, tally.Wrong);
        Assert.True(tally.Right >= Bodies * 0.997, $"Only {tally.Right} of {Bodies} were repaired.");
        Assert.Equal(0, tally.RefusedWithoutAnEnd);
    }

    [Fact]
    public void Text_that_looks_like_the_template_is_repaired_or_refused()
    {
        Tally tally = Run(random => PastedBody.WithOneBroken(random, templateLike: true), Smartico.Default);
        Assert.Equal(0, tally.Wrong);
    }

    [Fact]
    public void A_member_that_only_the_customer_knows_never_ends_up_in_a_value()
    {
        Tally tally = Run(PastedBody.WithUnknownMember, Smartico.Default);
        Assert.Equal(0, tally.Wrong);
    }

    private Tally Run(Func<Random, PastedBody> make, SmarticoVendor vendor)
    {
        Random random = new(Seed);
        Tally tally = default;
        for (int i = 0; i < Bodies; i++)
        {
            PastedBody body = make(random);
            MapResult result = Smartico.Map(body.Text, vendor);
            if (result.Rejection is { } rejection)
                tally.Count(rejection.Reason, body);
            else if (IsRight(body, result))
                tally.Right++;
            else if (vendor == Smartico.Default && IsOtherJson(body, result))
                tally.OtherJson++;
            else if (tally.Wrong++ == 0)
                output.WriteLine($"Wrong: {body.Text}\n{result.Events[0].Data}");
        }

        output.WriteLine($"Seed {Seed}: {tally}");
        return tally;
    }

    private static bool IsRight(PastedBody body, MapResult result)
    {
        using JsonDocument data = JsonDocument.Parse(Assert.Single(result.Events).Data);
        int known = data.RootElement.TryGetProperty("_repaired", out _) ? 1 : 0;
        return data.RootElement.EnumerateObject().Count() == body.Values.Count + body.MembersOfItsOwn + known
            && body.Values.All(pair => data.RootElement.GetProperty(pair.Key).ToString() == pair.Value);
    }

    // A limit that docs/smartico-template.md states: what was pasted is JSON by itself, and says something else in it,
    // by an escape or a further member. Nothing shows then that it was pasted.
    private static bool IsOtherJson(PastedBody body, MapResult result)
    {
        if (!body.IsJson)
            return false;
        using JsonDocument json = JsonDocument.Parse(body.Text);
        bool saysMore = body.Text.Contains('\\', StringComparison.Ordinal)
            || json.RootElement.EnumerateObject().Count() > body.Values.Count + body.MembersOfItsOwn;
        return saysMore && !result.Events[0].Data.Contains("_repaired", StringComparison.Ordinal);
    }

    private record struct Tally(int Right, int Wrong, int OtherJson, int Ambiguous, int Malformed)
    {
        /// <summary>
        /// Refused, although no value looks as if the object ended in it, so that what follows may be anything's tail.
        /// </summary>
        public int RefusedWithoutAnEnd { get; private set; }

        public void Count(string reason, PastedBody body)
        {
            RefusedWithoutAnEnd += body.Values.Values.Any(PastedBody.LooksLikeEnd) ? 0 : 1;
            if (reason == RejectionReasons.AmbiguousTemplate)
                Ambiguous++;
            else
                Malformed++;
        }
    }
}
