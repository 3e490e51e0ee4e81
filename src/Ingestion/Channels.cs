namespace Webhooks.Ingestion;

/// <summary>The ways a message reaches a person.</summary>
public static class Channels
{
    /// <summary>Email.</summary>
    public const string Email = "email";

    /// <summary>Text message.</summary>
    public const string Sms = "sms";

    /// <summary>Push notification.</summary>
    public const string Push = "push";

    /// <summary>Inbox inside the customer's own product.</summary>
    public const string Inbox = "inbox";

    /// <summary>Pop-up inside the customer's own product.</summary>
    public const string Popup = "popup";

    /// <summary>WhatsApp.</summary>
    public const string WhatsApp = "whatsapp";

    /// <summary>Viber.</summary>
    public const string Viber = "viber";

    /// <summary>Telegram.</summary>
    public const string Telegram = "telegram";

    /// <summary>A phone call (IVR).</summary>
    public const string Voice = "voice";

    /// <summary>Another instant messenger.</summary>
    public const string Im = "im";

    /// <summary>LinkedIn.</summary>
    public const string LinkedIn = "linkedin";

    /// <summary>A channel that is named but not known here; see <see cref="EngagementEvent.ChannelRaw"/>.</summary>
    public const string Other = "other";

    /// <summary>Every channel.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Email, Sms, Push, Inbox, Popup, WhatsApp, Viber, Telegram, Voice, Im, LinkedIn, Other];
}
