using System.Text;
using System.Text.Json;
using Webhooks.Ingestion.Json;

namespace Webhooks.Ingestion.Vendors.Smartico;

/// <summary>
/// Maps one delivery's JSON: an object is one item, an array one for each element, anything else one.
/// </summary>
internal readonly ref struct SmarticoEvents(Delivery delivery, ReadOnlySpan<byte> json, FieldNames names)
{
    /// <summary>Why a field that occurs twice is refused.</summary>
    public const string Duplicate =
        "A field of the template occurs twice, so a value may hold text that looks like another field.";

    private readonly ReadOnlySpan<byte> _json = json;

    /// <summary>Maps the JSON.</summary>
    /// <param name="opened">What it came in.</param>
    /// <returns>Its events, or the rejection of JSON that is ambiguous or too deep.</returns>
    /// <exception cref="JsonException">It is not well-formed.</exception>
    public MapResult Map(IReadOnlyCollection<Envelope> opened)
    {
        Utf8JsonReader reader = new(_json, new JsonReaderOptions { MaxDepth = JsonDepth.Limit + 1 });
        reader.Read();
        using PooledBytes data = new(1024);
        List<EngagementEvent> events = new(1);
        DriftList drift = default;
        foreach (Envelope envelope in opened)
            drift.Add(DriftKinds.Envelope, "", Encoding.UTF8.GetBytes(envelope.Name), envelope.Example);
        bool isArray = reader.TokenType == JsonTokenType.StartArray && !IsEmpty(reader);
        while (!isArray || (reader.Read() && reader.TokenType != JsonTokenType.EndArray))
        {
            data.Truncate(0);
            JsonCopier copy = new(data);
            ItemFields fields = ItemFields.Read(ref reader, names, ref copy);
            if (fields.TooDeep)
                return MapResult.Rejected(Rejection.TooDeep);
            if (fields.Ambiguous)
                return MapResult.Rejected(RejectionReasons.AmbiguousTemplate, Duplicate);
            if (fields.IsSend && fields.IsSpelledOtherwise)
            {
                drift.Add(
                    DriftKinds.Envelope, "", Encoding.UTF8.GetBytes(Envelope.OtherSpelling.Name),
                    Envelope.OtherSpelling.Example);
            }

            events.Add(Item(in fields, data, events.Count).ToEvent(ref drift));
            if (!isArray)
                break;
        }

        reader.Read(); // Nothing may follow; the reader throws if something does.
        return MapResult.Mapped(events, drift.Items);
    }

    private static bool IsEmpty(Utf8JsonReader array) => array.Read() && array.TokenType == JsonTokenType.EndArray;

    private SmarticoItem Item(in ItemFields fields, PooledBytes data, int index)
    {
        if (fields.HasSecret)
            ItemJson.Redact(data);
        return new SmarticoItem(delivery, _json, data, index) { Fields = fields, Names = names };
    }
}
