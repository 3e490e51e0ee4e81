using System.Text;
using System.Text.Json;
using Webhooks.Ingestion.Json;

namespace Webhooks.Ingestion.Vendors.Smartico;

/// <summary>
/// Smartico, gamified CRM: its reverse integration (a notice of each message sent) and whatever else its journeys send.
/// </summary>
/// <param name="options">The customer's template; see <c>docs/smartico-template.md</c>.</param>
public sealed class SmarticoVendor(SmarticoOptions options) : IVendor
{
    private readonly FieldNames _names = new(options.Fields);

    /// <inheritdoc />
    public string Name => "smartico";

    /// <inheritdoc />
    public MapResult Map(Delivery delivery)
    {
        if (!JsonTextDecoder.TryDecode(delivery.Body, delivery.ContentType, out ReadOnlyMemory<byte> body))
            return MapResult.Rejected(RejectionReasons.UnreadableText, "The body's text is not in its character set.");

        List<KeyValuePair<string, string>> query = delivery.Query is null ? [] : FormText.Read(delivery.Query);
        if (HasDuplicate(query))
            return Ambiguous();

        ReadOnlySpan<byte> text = body.Span.Trim(" \t\r\n"u8);
        if (!text.IsEmpty)
            return IsForm(text, delivery.ContentType) ? MapForm(delivery, text, query) : MapJson(delivery, text, query);
        return query.Count > 0
            ? MapFields(delivery, query)
            : MapResult.Rejected(RejectionReasons.MalformedJson, "There is neither a body nor a query.");
    }

    private static MapResult Ambiguous() =>
        MapResult.Rejected(RejectionReasons.AmbiguousTemplate, SmarticoEvents.Duplicate);

    private static bool IsForm(ReadOnlySpan<byte> text, string? contentType)
    {
        if (text[0] is (byte)'{' or (byte)'[' or (byte)'"')
            return false;
        bool saysForm = contentType?.Contains("x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) ?? false;
        bool saysJson = contentType?.Contains("json", StringComparison.OrdinalIgnoreCase) ?? false;
        return saysForm || (!saysJson && FormText.LooksLikeForm(text));
    }

    private bool HasDuplicate(List<KeyValuePair<string, string>> fields) =>
        fields.Count > 1 && _names.Template.Any(name => fields.Count(field => field.Key == name) > 1);

    private MapResult MapForm(Delivery delivery, ReadOnlySpan<byte> text, List<KeyValuePair<string, string>> query)
    {
        List<KeyValuePair<string, string>> form = FormText.Read(Encoding.UTF8.GetString(text));
        return HasDuplicate(form) ? Ambiguous() : MapFields(delivery, [.. query, .. form]);
    }

    private MapResult MapFields(Delivery delivery, IReadOnlyList<KeyValuePair<string, string>> fields) =>
        new SmarticoEvents(delivery, ItemJson.Write(FormText.LastOfEach(fields)), _names).Map();

    private MapResult MapJson(Delivery delivery, ReadOnlySpan<byte> json, List<KeyValuePair<string, string>> query)
    {
        try
        {
            ReadOnlySpan<byte> items = query.Count == 0 ? json : ItemJson.Merge(json, FormText.LastOfEach(query));
            return new SmarticoEvents(delivery, items, _names).Map();
        }
        catch (JsonException)
        {
            return MapResult.Rejected(RejectionReasons.MalformedJson, "The body is not well-formed JSON.");
        }
    }
}
