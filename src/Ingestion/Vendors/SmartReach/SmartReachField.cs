namespace Webhooks.Ingestion.Vendors.SmartReach;

/// <summary>The fields whose values a column or the identity needs.</summary>
internal enum SmartReachField
{
    ProspectId,
    Email,
    ProspectEmail,
    ActivityCreatedAt,
    EmailSubject,
    EmailFrom,
    EmailTo,
    CampaignName,
    CampaignStepName,
    ClickedUrl,
    EventType,
    WebhookId,
    ReceivedAt,

    /// <summary>How many there are above.</summary>
    Count,

    /// <summary>Documented, but no column's.</summary>
    Other,

    /// <summary>A mail's body: left out of the data.</summary>
    Body,
}
