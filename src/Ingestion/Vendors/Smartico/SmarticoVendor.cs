using Webhooks.Ingestion.Json;

namespace Webhooks.Ingestion.Vendors.Smartico;

/// <summary>
/// Smartico, gamified CRM: its reverse integration (a notice of each message sent) and whatever else its journeys send.
/// </summary>
/// <param name="options">The customer's template; see <c>docs/smartico-template.md</c>.</param>
public sealed class SmarticoVendor(SmarticoOptions options) : IVendor
{
    private readonly FieldNames _names = new(options.Fields);
    private readonly SmarticoTemplate _template = options.ParsedTemplate ?? SmarticoTemplate.From(options.Fields);

    /// <inheritdoc />
    public string Name => "smartico";

    /// <inheritdoc />
    public IReadOnlyList<string> SecretParameters { get; } = [FieldNames.SecretName];

    /// <inheritdoc />
    public MapResult Map(Delivery delivery)
    {
        if (!JsonTextDecoder.TryDecode(delivery.Body, delivery.ContentType, out ReadOnlyMemory<byte> body))
            return MapResult.Rejected(RejectionReasons.UnreadableText, "The body's text is not in its character set.");
        List<KeyValuePair<string, string>> query = delivery.Query is null ? [] : FormText.Read(delivery.Query);
        return new SmarticoReading(delivery, _names, _template).Read(body.Span, query);
    }
}
