namespace Webhooks.Benchmarks.Pages;

/// <summary>Every page of the dashboard, and how it is found.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Address">Below <c>api/dashboard/</c>.</param>
internal sealed record Place(string Name, string Address)
{
    /// <summary>Those that show something of the data.</summary>
    public static IReadOnlyList<Place> AllOf(BusyDays days, DateOnly today)
    {
        (string one, string other) = (Uri.EscapeDataString(BusyDays.Campaigns.One), Uri.EscapeDataString(
            BusyDays.Campaigns.Other));
        return
        [
            new("overview, 30 days", "view?days=30"),
            new("overview, 90 days", "view?days=90"),
            new("received", "received"),
            new("received, rejected", "received?status=rejected"),
            new("events, today", "events?days=1"),
            new("events, a type of 30 days", "events?days=30&type=contact.unsubscribed"),
            new("events, a campaign of 30 days", "events?days=30&vendor=smartico&campaign=Deposit%20bonus"),
            new("events, an hour", $"events?day={today.AddDays(-30):yyyy-MM-dd}&hour=10"),
            new("campaigns, 30 days", "campaigns?days=30"),
            new("campaigns, steps, 90 days", "campaigns?days=90&steps=1"),
            new("campaigns as a file", "campaigns.csv?days=30"),
            new("two campaigns compared", $"compare?days=30&one={one}&other={other}"),
            new("find, an address", $"find?days=90&q={days.Contact}"),
            new("find, nobody", "find?days=90&q=nobody@example.com"),
            new("rejected", "rejected"),
            new("rejected, one reason", "rejected?vendor=smartreach&reason=malformed-json"),
            new("drift", "drift"),
            new("delivery", $"delivery?id={days.DeliveryId}"),
            new("counts as a file", "counts.csv?days=90"),
        ];
    }
}
