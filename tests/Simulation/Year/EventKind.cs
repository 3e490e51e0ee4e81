namespace Webhooks.Simulation.Year;

/// <summary>A kind of event that a vendor sends, and what it is to become.</summary>
/// <param name="Vendor">Who sends it.</param>
/// <param name="Name">What the vendor calls it: SmartReach an event, Smartico a channel.</param>
/// <param name="Type">What it is to be.</param>
/// <param name="Channel">Likewise.</param>
internal sealed record EventKind(string Vendor, string Name, string Type, string Channel)
{
    public static IReadOnlyList<EventKind> All { get; } =
    [
        new("smartreach", "activity.email.sent", "message.sent", "email"),
        new("smartreach", "activity.email.opened", "message.opened", "email"),
        new("smartreach", "activity.email.link_clicked", "message.clicked", "email"),
        new("smartreach", "activity.email.bounced", "message.bounced", "email"),
        new("smartreach", "activity.email.replied", "message.replied", "email"),
        new("smartico", "SMS", "message.sent", "sms"),
        new("smartico", "Email", "message.sent", "email"),
        new("smartico", "Push", "message.sent", "push"),
    ];

    /// <summary>One whose name no version of the mapper knows.</summary>
    public static EventKind Unknown { get; } =
        new("smartreach", "activity.email.forwarded", "unknown.received", "email");
}
