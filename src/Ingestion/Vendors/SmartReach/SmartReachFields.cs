using System.Text.Json;

namespace Webhooks.Ingestion.Vendors.SmartReach;

/// <summary>The documented fields of one of the envelope's objects.</summary>
/// <param name="path">How a drift's name begins, e.g. <c>data.prospect.</c>.</param>
/// <param name="fields">
/// Name, JSON type as documented, and use; in the documented order, which makes finding cheap.
/// </param>
internal sealed class SmartReachFields(
    string path, params (string Name, JsonTokenType Type, SmartReachField Field)[] fields)
{
    private const JsonTokenType Text = JsonTokenType.String;
    private const JsonTokenType Number = JsonTokenType.Number;
    private const JsonTokenType Object = JsonTokenType.StartObject;

    private static readonly (string, JsonTokenType, SmartReachField)[] ProspectFields =
    [
        ("prospect_id", Number, SmartReachField.ProspectId),
        ("email", Text, SmartReachField.Email),
        ("prospect_email", Text, SmartReachField.ProspectEmail),
        ("first_name", Text, SmartReachField.Other),
        ("last_name", Text, SmartReachField.Other),
        ("list", Text, SmartReachField.Other),
        ("company", Text, SmartReachField.Other),
        ("city", Text, SmartReachField.Other),
        ("country", Text, SmartReachField.Other),
        ("timezone", Text, SmartReachField.Other),
        ("prospect_category", Text, SmartReachField.Other),
        ("created_at", Number, SmartReachField.Other),
        ("custom_fields", Object, SmartReachField.Other),
    ];

    private readonly Known[] _fields =
        [.. fields.Select(field => new Known(System.Text.Encoding.UTF8.GetBytes(field.Name), field.Type, field.Field))];

    public static SmartReachFields Metadata { get; } = new(
        "metadata.",
        ("event_type", Text, SmartReachField.EventType),
        ("version", Text, SmartReachField.Other),
        ("webhook_id", Number, SmartReachField.WebhookId),
        ("webhook_url", Text, SmartReachField.Other),
        ("received_at", Number, SmartReachField.ReceivedAt));

    public static SmartReachFields Prospect { get; } = new("data.prospect.", ProspectFields);

    /// <summary>An element of <c>data</c> that is the prospect itself, not wrapped.</summary>
    public static SmartReachFields BareProspect { get; } = new("data.", ProspectFields);

    public static SmartReachFields Activity { get; } = new(
        "data.activity.",
        ("created_at", Number, SmartReachField.ActivityCreatedAt),
        ("email_body", Text, SmartReachField.Body),
        ("email_text_body", Text, SmartReachField.Body),
        ("email_subject", Text, SmartReachField.EmailSubject),
        ("email_from", Text, SmartReachField.EmailFrom),
        ("email_to", Text, SmartReachField.EmailTo),
        ("campaign_name", Text, SmartReachField.CampaignName),
        ("campaign_step_name", Text, SmartReachField.CampaignStepName),
        ("clicked_url", Text, SmartReachField.ClickedUrl));

    /// <summary>How a drift's name begins.</summary>
    public string Path { get; } = path;

    /// <summary>Finds a field by its name.</summary>
    /// <param name="name">The name, UTF-8, unescaped.</param>
    /// <param name="next">Where to look first: the place after the last one found.</param>
    /// <param name="known">The field.</param>
    /// <returns>False where there is none of that name.</returns>
    public bool TryFind(ReadOnlySpan<byte> name, ref int next, out Known known)
    {
        Known[] all = _fields;
        for (int i = 0; i < all.Length; i++)
        {
            int place = next + i;
            if (place >= all.Length)
                place -= all.Length;
            if (name.SequenceEqual(all[place].Name))
            {
                known = all[place];
                next = place + 1;
                return true;
            }
        }

        known = default;
        return false;
    }

    /// <summary>A documented field.</summary>
    internal readonly record struct Known(byte[] Name, JsonTokenType Type, SmartReachField Field);
}
