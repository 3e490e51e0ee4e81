namespace Webhooks.Ingestion.Vendors.SmartReach;

/// <summary>SmartReach's event names, in every spelling, and what they are in our vocabulary.</summary>
internal static class SmartReachEventNames
{
    /// <summary>Longer names are no names of SmartReach's.</summary>
    private const int LongestKnown = 64;

    /// <summary>
    /// Folds a name, so that all spellings of one event are one: lower case, trimmed, a leading <c>activity.</c>
    /// dropped, dots, hyphens and white space to <c>_</c>, aliases to the name that they stand for.
    /// </summary>
    /// <param name="name">The name as sent.</param>
    /// <returns>E.g. <c>email_opened</c>.</returns>
    public static string Fold(ReadOnlySpan<char> name)
    {
        name = name.Trim();
        Span<char> folded = name.Length <= LongestKnown ? stackalloc char[LongestKnown] : new char[name.Length];
        folded = folded[..name.ToLowerInvariant(folded)];
        foreach (ref char c in folded)
        {
            if (c is '.' or '-' || char.IsWhiteSpace(c))
                c = '_';
        }

        const string prefix = "activity_";
        ReadOnlySpan<char> bare = folded.StartsWith(prefix) ? folded[prefix.Length..] : folded;
        return bare switch
        {
            "email_sent" => "email_sent",
            "email_opened" => "email_opened",
            "email_link_clicked" or "link_clicked" or "email_clicked" => "email_link_clicked",
            "email_bounced" => "email_bounced",
            "email_invalid" => "email_invalid",
            "email_replied" => "email_replied",
            "email_auto_replied" => "email_auto_replied",
            "email_out_of_office_replied" => "email_out_of_office_replied",
            "prospect_created" => "prospect_created",
            "prospect_updated" => "prospect_updated",
            "prospect_created_or_updated" => "prospect_created_or_updated",
            "prospect_opted_out" or "opted_out" => "prospect_opted_out",
            "prospect_completed_campaign" or "completed_campaign" => "prospect_completed_campaign",
            _ => bare.ToString(),
        };
    }

    /// <summary>The type of a folded name.</summary>
    /// <param name="folded">As <see cref="Fold"/> gives it.</param>
    /// <returns>One of <see cref="EventTypes"/>.</returns>
    public static string TypeOf(string folded) => folded switch
    {
        "email_sent" => EventTypes.MessageSent,
        "email_opened" => EventTypes.MessageOpened,
        "email_link_clicked" => EventTypes.MessageClicked,
        "email_bounced" => EventTypes.MessageBounced,
        "email_invalid" => EventTypes.ContactAddressInvalidated,
        "email_replied" => EventTypes.MessageReplied,
        "email_auto_replied" => EventTypes.MessageAutoReplied,
        "email_out_of_office_replied" => EventTypes.MessageOutOfOfficeReplied,
        "prospect_created" => EventTypes.ContactCreated,
        "prospect_updated" => EventTypes.ContactUpdated,
        "prospect_created_or_updated" => EventTypes.ContactUpserted,
        "prospect_opted_out" => EventTypes.ContactUnsubscribed,
        "prospect_completed_campaign" => EventTypes.ContactCampaignCompleted,
        _ => EventTypes.UnknownReceived,
    };

    /// <summary>The channel of a folded name.</summary>
    /// <param name="folded">As <see cref="Fold"/> gives it.</param>
    /// <returns>Email for what happens to an email, known or not; null for what happens to a prospect.</returns>
    public static string? ChannelOf(string folded) =>
        folded.StartsWith("email_", StringComparison.Ordinal) ? Channels.Email : null;
}
