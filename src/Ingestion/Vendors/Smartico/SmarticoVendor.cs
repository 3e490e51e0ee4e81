using Webhooks.Ingestion.Text;
using Webhooks.Ingestion.Vendors.Smartico.Repair;

namespace Webhooks.Ingestion.Vendors.Smartico;

/// <summary>
/// Smartico, gamified CRM: its reverse integration (a notice of each message sent) and whatever else its journeys send.
/// </summary>
/// <param name="options">The customer's template; see <c>docs/smartico-template.md</c>.</param>
/// <param name="maxBytes">The most that a compressed body may inflate to.</param>
public sealed class SmarticoVendor(SmarticoOptions options, int maxBytes = Inflation.MaxBytes) : IVendor
{
    private readonly FieldNames _names = new(options.Fields);
    private readonly SmarticoTemplate _template = options.ParsedTemplate ?? SmarticoTemplate.From(options.Fields);

    /// <inheritdoc />
    public string Name => "smartico";

    /// <inheritdoc />
    public string DisplayName => "Smartico";

    /// <inheritdoc />
    public string Sample => """
        {"login":"123123","time":NOW,"view_url":"https://example.com/view/1","channel":"SMS","campaign_name":"RND Flow"}
        """;

    /// <inheritdoc />
    public IReadOnlyList<string> SecretParameters { get; } = [FieldNames.SecretName];

    /// <inheritdoc />
    public MapResult Map(Delivery delivery)
    {
        BodyText body = BodyText.Of(delivery, maxBytes);
        if (body.Rejection is { } rejection)
            return MapResult.Rejected(rejection);

        SmarticoReading reading = new(delivery, _names, _template, body.Label);
        body.NoteIn(ref reading.Found);
        MapResult result = reading.Read(body.Utf8);
        return body.IsBroken && result.Rejection is { Reason: RejectionReasons.MalformedJson }
            ? MapResult.Rejected(Rejection.Unreadable)
            : result.With(reading.Found);
    }
}
