using Webhooks.Ingestion.Vendors.Smartico;
using Xunit.Abstractions;

namespace Webhooks.Ingestion.Tests.Smartico;

/// <summary>
/// A send that something happened to on its way is refused, or it is the send: no value ever gets text that was not
/// its own.
/// </summary>
public sealed class DamagedBodyTests(ITestOutputHelper output)
{
    private static readonly int Bodies = LongTests.Or(5_000, 100_000);

    private static readonly SmarticoVendor TemplateKnown = new(new SmarticoOptions { Template = PastedBody.Template });

    private static readonly SmarticoVendor TemplateWithConstant =
        new(new SmarticoOptions { Template = PastedBody.TemplateWithConstant });

    [Fact]
    public void What_came_before_or_behind_a_send_is_in_no_value() =>
        CheckNoneWrong(
            random => PastedBody.WithBroken(random, inOrder: false, broken: random.Next(3)), Smartico.Default);

    [Fact]
    public void What_came_before_or_behind_a_send_of_the_customers_template_is_in_no_value() =>
        CheckNoneWrong(random => PastedBody.WithBroken(random, inOrder: true, broken: random.Next(3)), TemplateKnown);

    [Fact]
    public void What_came_before_or_behind_a_send_whose_template_ends_with_a_constant_is_in_no_value() =>
        CheckNoneWrong(random => PastedBody.WithBroken(
            random, inOrder: true, broken: random.Next(3), PastedBody.Constant), TemplateWithConstant);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Bodies_that_their_values_break_are_repaired(int broken)
    {
        Random random = new(20260115 + broken);
        foreach ((SmarticoVendor vendor, bool inOrder) in ((SmarticoVendor, bool)[])[(Smartico.Default, false), (
            TemplateKnown, true)])
        {
            int right = 0;
            for (int i = 0; i < Bodies; i++)
            {
                PastedBody body = PastedBody.WithBroken(random, inOrder, broken);
                MapResult result = Smartico.Map(body.Text, vendor);
                if (result.Events.Count == 0)
                    continue;
                Assert.True(
                    body.Values.All(pair => Smartico.Data(result.Events[0], pair.Key) == pair.Value), body.Text);
                right++;
            }

            output.WriteLine($"{broken} broken, in order {inOrder}: {right} of {Bodies}");
            Assert.True(right >= Bodies * 0.99, $"Only {right} of {Bodies} were repaired.");
        }
    }

    private void CheckNoneWrong(Func<Random, PastedBody> make, SmarticoVendor vendor)
    {
        Random random = new(20260115);
        (int accepted, int wrong) = (0, 0);
        for (int i = 0; i < Bodies; i++)
        {
            DamagedBody body = DamagedBody.Make(random, make(random));
            MapResult result = Smartico.Map(body.Text, vendor);
            if (result.Rejection is not null || !result.Events.Any(IsRepaired))
                continue;
            accepted++;
            if (!result.Events.All(mapped => IsHarmless(mapped, body)) && wrong++ < 5)
                output.WriteLine($"Wrong: {body.Text}\n{result.Events[0].Data}");
        }

        output.WriteLine($"{accepted} accepted, {wrong} of them wrong");
        Assert.Equal(0, wrong);
    }

    private static bool IsRepaired(EngagementEvent mapped) => Smartico.Data(mapped, "_repaired") is not null;

    private static bool IsHarmless(EngagementEvent mapped, DamagedBody body) =>
        body.Values.All(pair => Smartico.Data(mapped, pair.Key) is not { } value || value == pair.Value);
}
