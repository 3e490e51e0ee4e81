using System.Text;
using System.Text.Json;
using Webhooks.Ingestion.Json;
using Webhooks.Ingestion.Text;
using Webhooks.Ingestion.Vendors.Smartico.Repair;

namespace Webhooks.Ingestion.Vendors.Smartico;

/// <summary>
/// Reads one delivery: as what it says it is, and where that has no send and no person, what is wrapped in it.
/// </summary>
/// <param name="template">The literals for a body that is not JSON.</param>
/// <param name="label">The declared charset's name, or empty.</param>
internal sealed class SmarticoReading(Delivery delivery, FieldNames names, SmarticoTemplate template, string label)
{
    private const string SeveralReadings = "The body can be read against the template in more than one way.";
    private const string EscapesInTwoWays =
        "The body is JSON but for a comma, a space or quotes, or it was pasted as it is: its escapes read in two ways.";

    private const int MostEnvelopes = 4;

    private static readonly MapResult Malformed = MapResult.Rejected(
        RejectionReasons.MalformedJson, "The body is not JSON, and does not have the template's literals.");

    private static readonly MapResult SomethingBehind = MapResult.Rejected(
        RejectionReasons.MalformedJson, "Something follows the JSON, and is not another send.");

    private readonly HashSet<Envelope> _opened = [];
    private int _depth;

    /// <summary>What could not be decoded, so far.</summary>
    public DriftList Found;

    /// <summary>Reads the delivery.</summary>
    /// <param name="body">Its body's text, UTF-8.</param>
    /// <returns>Its events, or why there are none.</returns>
    public MapResult Read(ReadOnlyMemory<byte> body) => Read(body, FormText.Read(delivery.Query, label, ref Found));

    private MapResult Read(ReadOnlyMemory<byte> body, List<KeyValuePair<string, string>> query)
    {
        query = FieldMend.Apply(query, names, _opened);
        if (HasContradiction(query))
            return Ambiguous(SmarticoEvents.Duplicate);

        ReadOnlyMemory<byte> text = body.Trim(" \t\r\n"u8);
        if (text.IsEmpty || (query.Count > 0 && SaysNothing(text.Span)))
        {
            return query.Count > 0
                ? ReadFields(query, [])
                : MapResult.Rejected(RejectionReasons.MalformedJson, "There is neither a body nor a query.");
        }

        return ReadForm(text.Span, query) ?? ReadJson(text, query);
    }

    // null, "", [] or {}: what a client sends that has no body to send.
    private static bool SaysNothing(ReadOnlySpan<byte> body) =>
        body.SequenceEqual("null"u8)
        || (body is [(byte)'"' or (byte)'[' or (byte)'{', .., (byte)'"' or (byte)']' or (byte)'}']
            && body[1..^1].Trim(" \t\r\n"u8).IsEmpty);

    private static MapResult Ambiguous(string error) => MapResult.Rejected(RejectionReasons.AmbiguousTemplate, error);

    // A field of the template has two values: one may be text that was pasted into the other's neighbour.
    private bool HasContradiction(List<KeyValuePair<string, string>> fields) =>
        fields.Count > 1 && names.Template.Any(
            name => fields.Where(field => field.Key == name && field.Value.Length > 0).Select(field => field.Value)
                .Distinct().Count() > 1);

    // Null where it is no form.
    private MapResult? ReadForm(ReadOnlySpan<byte> text, List<KeyValuePair<string, string>> query)
    {
        if (text[0] is (byte)'{' or (byte)'[' or (byte)'"')
            return null;
        if (MultipartFields.IsMultipart(text, delivery.ContentType))
        {
            _opened.Add(Envelope.Multipart);
            return ReadFields(MultipartFields.Read(text), query);
        }

        bool isEscapedJson = text is [(byte)'%', (byte)'7' or (byte)'5', (byte)'B' or (byte)'b', ..]
            || text.StartsWith("%22"u8);
        bool saysForm =
            delivery.ContentType?.Contains("x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) ?? false;
        if (FormFields.HasTooMany(text) || (!saysForm && !isEscapedJson && !FormFields.LooksLikeForm(text)))
            return null;

        List<KeyValuePair<string, string>> form =
            FieldMend.Apply(FormText.Read(Encoding.UTF8.GetString(text), label, ref Found), names, _opened);
        bool saysJson = delivery.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) ?? false;
        if (saysJson && !saysForm && !isEscapedJson)
        {
            if (!form.Exists(field => names.IsContact(field.Key)))
                return null;
            _opened.Add(Envelope.FormAsJson);
        }

        return HasContradiction(form) ? Ambiguous(SmarticoEvents.Duplicate) : ReadFields(form, query);
    }

    private MapResult ReadFields(List<KeyValuePair<string, string>> fields, List<KeyValuePair<string, string>> query)
    {
        byte[] json = ItemJson.Write(FormText.LastOfEach([.. query, .. fields]));
        MapResult result = Map(json);
        return HasNobody(result) && EnvelopeReader.Open(fields) is { } opened
            ? ReadOpened(opened, query, result)
            : result;
    }

    private MapResult ReadJson(ReadOnlyMemory<byte> json, List<KeyValuePair<string, string>> query)
    {
        MapResult result;
        try
        {
            // JSON by accident: where it has the template's literals, but says something else, there are two readings.
            if (template.IsOrdered && !template.IsPlain(json.Span)
                && TemplateReader.Read(json.Span, template, out _) != TemplateReading.None)
                return Ambiguous(SeveralReadings);
            result = MapMerged(json, query);
        }
        catch (JsonException)
        {
            return Mend(json, query);
        }

        if (!HasNobody(result))
            return result;
        return OtherVendor.Refuse(json.Span)
            ?? (EnvelopeReader.Open(json.Span) is { } opened ? ReadOpened(opened, query, result) : result);
    }

    // What is in an envelope counts where it says more than the envelope itself.
    private MapResult ReadOpened(OpenedText opened, List<KeyValuePair<string, string>> query, MapResult asItIs)
    {
        if (++_depth > MostEnvelopes)
            return asItIs;
        bool isNew = _opened.Add(opened.Envelope);
        MapResult inside = Read(opened.Text, FormText.LastOfEach([.. query, .. opened.Beside]));
        bool isRefusedText = inside.Rejection is not null && inside.Drift.Count == 0 && !opened.IsAll;
        if (!HasNobody(inside) && !isRefusedText)
            return inside;
        if (isNew)
            _opened.Remove(opened.Envelope);
        return asItIs;
    }

    private static bool HasNobody(MapResult result) =>
        result.Rejection is null
        && result.Events.All(mapped => mapped is { Type: EventTypes.CustomReceived, ContactId: null })
        && !result.Drift.Any(drift => drift.Kind == DriftKinds.UnfilledTag);

    private MapResult Mend(ReadOnlyMemory<byte> body, List<KeyValuePair<string, string>> query)
    {
        ReadOnlySpan<byte> text = body.Span;
        if (JsonLines.ToArray(text, delivery.ContentType, names) is { } lines)
        {
            _opened.Add(Envelope.Lines);
            return MapMerged(lines, query);
        }

        switch (TemplateReader.Read(text, template, out List<TemplateValue> values))
        {
            case TemplateReading.One when text.Contains((byte)'\\') && MapMended(text, query) is not null:
                return Ambiguous(EscapesInTwoWays);
            case TemplateReading.One:
                return Map(ItemJson.WriteRepaired(values, FormText.LastOfEach(query)));
            case TemplateReading.Several:
                return JsonLines.StartsWhole(text) ? SomethingBehind : Ambiguous(SeveralReadings);
        }

        if (text.EndsWith("}="u8) || text.EndsWith("]="u8))
        {
            _opened.Add(Envelope.JsonAsName);
            return Read(body[..^1], query);
        }

        return MapMended(text, query) ?? Malformed;
    }

    // Null where it is not JSON, mended or not.
    private MapResult? MapMended(ReadOnlySpan<byte> text, List<KeyValuePair<string, string>> query)
    {
        if (AlmostJson.Mend(text, names) is not { } mended)
            return null;
        try
        {
            _opened.Add(Envelope.AlmostJson);
            return MapMerged(mended, query);
        }
        catch (JsonException)
        {
            _opened.Remove(Envelope.AlmostJson);
            return null;
        }
    }

    private MapResult MapMerged(ReadOnlyMemory<byte> json, List<KeyValuePair<string, string>> query)
    {
        JsonLiterals.Check(json.Span);
        if (query.Count == 0 || !SmarticoEvents.IsArray(json.Span))
            return Map(query.Count == 0 ? json : ItemJson.Merge(json.Span, FormText.LastOfEach(query)));
        return new SmarticoEvents(delivery, json, names, FormText.LastOfEach(query)).Map(_opened);
    }

    private MapResult Map(ReadOnlyMemory<byte> json) => new SmarticoEvents(delivery, json, names, []).Map(_opened);
}
