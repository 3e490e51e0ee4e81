using Webhooks.Ingestion;
using Webhooks.Storage.Reading;
using Webhooks.Storage.RollUp;

namespace Webhooks.Storage.Tests;

public sealed class CampaignFiguresTests
{
    [Fact]
    public void Rates_divide_by_what_was_sent_and_other_types_are_told_apart()
    {
        DailyCount[] counts =
        [
            Count("Spring", "Day 1", EventTypes.MessageSent, 40),
            Count("Spring", "Day 2", EventTypes.MessageSent, 60),
            Count("Spring", "Day 1", EventTypes.MessageOpened, 30),
            Count("Spring", "Day 1", EventTypes.MessageAutoReplied, 5),
            Count("Spring", "Day 2", EventTypes.ContactUnsubscribed, 2),
            Count("Autumn", null, EventTypes.MessageOpened, 3),
        ];

        IReadOnlyList<CampaignFigures> campaigns = CampaignFigures.Of(counts, bySteps: false);
        IReadOnlyList<CampaignFigures> steps = CampaignFigures.Of(counts, bySteps: true);

        Assert.Equal(
            new CampaignFigures("smartreach", "Spring", null, 100, 30, 0, 0, 0, 2, 5), campaigns[0]);
        Assert.Equal((0.3, 0.02, 137), (campaigns[0].OpenRate, campaigns[0].UnsubscribeRate, campaigns[0].Total));
        Assert.Null(campaigns[1].OpenRate);
        Assert.Equal(["Day 2", "Day 1", null], steps.Select(step => step.CampaignStep));
        Assert.Equal(0.75, steps[1].OpenRate);
    }

    private static DailyCount Count(string campaign, string? step, string type, long number) => new(
        "smartreach", new DateOnly(2026, 3, 1), type, Channels.Email, number, default, campaign, step);
}
