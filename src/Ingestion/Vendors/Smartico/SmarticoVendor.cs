using System.Text;
using System.Text.Json;
using Webhooks.Ingestion.Json;
using Webhooks.Ingestion.Text;

namespace Webhooks.Ingestion.Vendors.Smartico;

/// <summary>
/// Smartico, gamified CRM: its reverse integration (a notice of each message sent) and whatever else its journeys send.
/// </summary>
/// <param name="options">The customer's template; see <c>docs/smartico-template.md</c>.</param>
/// <param name="maxBytes">The most that a compressed body may inflate to.</param>
public sealed class SmarticoVendor(SmarticoOptions options, int maxBytes = Inflation.MaxBytes) : IVendor
{
    private const string SeveralReadings = "The body can be read against the template in more than one way.";

    private readonly FieldNames _names = new(options.Fields);
    private readonly SmarticoTemplate _template = options.ParsedTemplate ?? SmarticoTemplate.From(options.Fields);

    /// <inheritdoc />
    public string Name => "smartico";

    /// <inheritdoc />
    public MapResult Map(Delivery delivery)
    {
        BodyText body = BodyText.Of(delivery, maxBytes);
        if (body.Rejection is { } rejection)
            return MapResult.Rejected(rejection.Reason, rejection.Error);

        DriftList found = default;
        body.NoteIn(ref found);
        MapResult result = MapText(delivery, body, ref found);
        return body.IsBroken && result.Rejection is { Reason: RejectionReasons.MalformedJson }
            ? MapResult.Rejected(RejectionReasons.UnreadableText, BodyText.Unreadable)
            : result.With(found);
    }

    private MapResult MapText(Delivery delivery, BodyText body, ref DriftList found)
    {
        List<KeyValuePair<string, string>> query = FormText.Read(delivery.Query, body.Label, ref found);
        if (HasDuplicate(query))
            return Ambiguous(SmarticoEvents.Duplicate);

        ReadOnlySpan<byte> text = body.Utf8.Span.Trim(" \t\r\n"u8);
        if (!text.IsEmpty)
            return IsForm(text, delivery.ContentType) ? MapForm(delivery, text, body.Label, query, ref found) : MapJson(delivery, text, query);
        return query.Count > 0
            ? MapFields(delivery, query)
            : MapResult.Rejected(RejectionReasons.MalformedJson, "There is neither a body nor a query.");
    }

    private static MapResult Ambiguous(string error) => MapResult.Rejected(RejectionReasons.AmbiguousTemplate, error);

    private static bool IsForm(ReadOnlySpan<byte> text, string? contentType)
    {
        if (text[0] is (byte)'{' or (byte)'[' or (byte)'"')
            return false;
        bool saysForm = contentType?.Contains("x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) ?? false;
        bool saysJson = contentType?.Contains("json", StringComparison.OrdinalIgnoreCase) ?? false;
        return saysForm || (!saysJson && FormFields.LooksLikeForm(text));
    }

    private bool HasDuplicate(List<KeyValuePair<string, string>> fields) =>
        fields.Count > 1 && _names.Template.Any(name => fields.Count(field => field.Key == name) > 1);

    private MapResult MapForm(
        Delivery delivery, ReadOnlySpan<byte> text, string label, List<KeyValuePair<string, string>> query, ref DriftList found)
    {
        List<KeyValuePair<string, string>> form = FormText.Read(Encoding.UTF8.GetString(text), label, ref found);
        return HasDuplicate(form) ? Ambiguous(SmarticoEvents.Duplicate) : MapFields(delivery, [.. query, .. form]);
    }

    private MapResult MapFields(Delivery delivery, IReadOnlyList<KeyValuePair<string, string>> fields) =>
        new SmarticoEvents(delivery, ItemJson.Write(FormText.LastOfEach(fields)), _names).Map();

    private MapResult MapJson(Delivery delivery, ReadOnlySpan<byte> json, List<KeyValuePair<string, string>> query)
    {
        try
        {
            // JSON by accident: where it has the template's literals, but says something else, there are two readings.
            if (_template.IsOrdered && !_template.IsPlain(json)
                && TemplateReader.Read(json, _template, out _) != TemplateReading.None)
                return Ambiguous(SeveralReadings);
            JsonLiterals.Check(json);
            ReadOnlySpan<byte> items = query.Count == 0 ? json : ItemJson.Merge(json, FormText.LastOfEach(query));
            return new SmarticoEvents(delivery, items, _names).Map();
        }
        catch (JsonException)
        {
            return Repair(delivery, json, query) ?? MapResult.Rejected(
                RejectionReasons.MalformedJson, "The body is not JSON, and does not have the template's literals.");
        }
    }

    private MapResult? Repair(Delivery delivery, ReadOnlySpan<byte> body, List<KeyValuePair<string, string>> query) =>
        TemplateReader.Read(body, _template, out List<TemplateValue> values) switch
        {
            TemplateReading.None => null,
            TemplateReading.Several => Ambiguous(SeveralReadings),
            _ => new SmarticoEvents(delivery, ItemJson.WriteRepaired(values, FormText.LastOfEach(query)), _names).Map(),
        };
}
