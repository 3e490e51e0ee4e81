namespace Webhooks.Ingestion;

/// <summary>The types of events: <c>noun.past_tense</c>.</summary>
public static class EventTypes
{
    /// <summary>A message was sent to a person.</summary>
    public const string MessageSent = "message.sent";

    /// <summary>A message was opened.</summary>
    public const string MessageOpened = "message.opened";

    /// <summary>A link in a message was clicked.</summary>
    public const string MessageClicked = "message.clicked";

    /// <summary>A message could not be delivered.</summary>
    public const string MessageBounced = "message.bounced";

    /// <summary>The person replied.</summary>
    public const string MessageReplied = "message.replied";

    /// <summary>A machine replied.</summary>
    public const string MessageAutoReplied = "message.auto_replied";

    /// <summary>An out-of-office reply came.</summary>
    public const string MessageOutOfOfficeReplied = "message.out_of_office_replied";

    /// <summary>A person was added at the vendor.</summary>
    public const string ContactCreated = "contact.created";

    /// <summary>A person was changed at the vendor.</summary>
    public const string ContactUpdated = "contact.updated";

    /// <summary>A person was added or changed; the vendor does not say which.</summary>
    public const string ContactUpserted = "contact.upserted";

    /// <summary>The person's address was marked invalid.</summary>
    public const string ContactAddressInvalidated = "contact.address_invalidated";

    /// <summary>The person opted out.</summary>
    public const string ContactUnsubscribed = "contact.unsubscribed";

    /// <summary>The person reached the end of a campaign.</summary>
    public const string ContactCampaignCompleted = "contact.campaign_completed";

    /// <summary>A well-formed body of the customer's own making, such as a journey webhook.</summary>
    public const string CustomReceived = "custom.received";

    /// <summary>A name or shape nobody knows; kept with its data.</summary>
    public const string UnknownReceived = "unknown.received";

    /// <summary>Every type.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        MessageSent, MessageOpened, MessageClicked, MessageBounced, MessageReplied, MessageAutoReplied,
        MessageOutOfOfficeReplied, ContactCreated, ContactUpdated, ContactUpserted, ContactAddressInvalidated,
        ContactUnsubscribed, ContactCampaignCompleted, CustomReceived, UnknownReceived,
    ];
}
