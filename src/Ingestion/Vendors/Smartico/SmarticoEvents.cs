using System.Text;
using System.Text.Json;
using Webhooks.Ingestion.Json;
using Webhooks.Ingestion.Vendors.Smartico.Repair;

namespace Webhooks.Ingestion.Vendors.Smartico;

/// <summary>
/// Maps one delivery's JSON: an object is one item, an array one for each element, anything else one.
/// </summary>
/// <param name="query">The query's fields, which each object of an array gets where it has none of its own.</param>
internal sealed class SmarticoEvents(
    Delivery delivery,
    ReadOnlyMemory<byte> json,
    FieldNames names,
    IReadOnlyList<KeyValuePair<string, string>> query)
{
    /// <summary>Why a field that occurs twice is refused.</summary>
    public const string Duplicate =
        "A field of the template occurs twice, so a value may hold text that looks like another field.";

    /// <summary>Whether JSON is an array that has elements, so that each of them is an item.</summary>
    /// <param name="json">Well-formed JSON.</param>
    public static bool IsArray(ReadOnlySpan<byte> json) =>
        json.TrimStart(" \t\r\n"u8) is [(byte)'[', .. var rest] && rest.TrimStart(" \t\r\n"u8) is not [(byte)']', ..];

    /// <summary>Maps the JSON.</summary>
    /// <param name="opened">What it came in.</param>
    /// <returns>Its events, or the rejection of JSON that is ambiguous or too deep.</returns>
    /// <exception cref="JsonException">It is not well-formed.</exception>
    public MapResult Map(IReadOnlyCollection<Envelope> opened)
    {
        DriftList drift = default;
        foreach (Envelope envelope in opened)
            drift.Add(DriftKinds.Envelope, "", Encoding.UTF8.GetBytes(envelope.Name), envelope.Example);

        bool isArray = IsArray(json.Span);
        List<EngagementEvent> events = new(1);
        MapResult? rejection = null;
        JsonPlace at = ReadSlice(JsonPlace.First, isArray, events, ref drift, ref rejection, out bool isLast);
        if (isLast)
            return rejection ?? MapResult.Mapped(events, drift.Items);

        List<EngagementEvent> ignored = [];
        while (!isLast)
        {
            ignored.Clear();
            at = ReadSlice(at, isArray, ignored, ref drift, ref rejection, out isLast);
        }

        return rejection ?? MapResult.Sliced(at.Index, Read, drift);
    }

    private IEnumerable<EngagementEvent> Read()
    {
        JsonPlace at = JsonPlace.First;
        DriftList found = default;
        MapResult? rejection = null;
        List<EngagementEvent> slice = new(MapResult.SliceLength);
        bool isLast = false;
        while (!isLast)
        {
            slice.Clear();
            at = ReadSlice(at, isArray: true, slice, ref found, ref rejection, out isLast);
            foreach (EngagementEvent mapped in slice)
                yield return mapped;
        }
    }

    // Reads the next items, at most a slice of them; the last time up to the end of the JSON, where nothing may follow.
    private JsonPlace ReadSlice(
        JsonPlace at,
        bool isArray,
        List<EngagementEvent> events,
        ref DriftList drift,
        ref MapResult? rejection,
        out bool isLast)
    {
        ReadOnlySpan<byte> rest = json.Span[at.Start..];
        Utf8JsonReader reader = at.Open(json.Span);
        using PooledBytes data = new(1024);
        if (at.Index == 0)
            reader.Read();
        isLast = !isArray;
        if (!isArray)
            rejection = AddItem(ref reader, rest, at.Index, data, events, ref drift);
        while (!isLast && rejection is null && events.Count < MapResult.SliceLength)
        {
            isLast = !reader.Read() || reader.TokenType == JsonTokenType.EndArray;
            if (!isLast)
                rejection = AddItem(ref reader, rest, at.Index + events.Count, data, events, ref drift);
        }

        isLast |= rejection is not null;
        if (isLast && rejection is null)
            reader.Read(); // Nothing may follow; the reader throws if something does.
        return at.After(in reader, events.Count);
    }

    // The reader stands on the item's first token.
    private MapResult? AddItem(
        ref Utf8JsonReader reader,
        ReadOnlySpan<byte> text,
        int index,
        PooledBytes data,
        List<EngagementEvent> events,
        ref DriftList drift)
    {
        data.Truncate(0);
        JsonCopier copy = new(data);
        ItemFields fields;
        if (query.Count > 0 && reader.TokenType == JsonTokenType.StartObject)
        {
            text = Merge(ref reader, text);
            Utf8JsonReader merged = JsonPlace.First.Open(text);
            merged.Read();
            fields = ItemFields.Read(ref merged, names, ref copy);
        }
        else
        {
            fields = ItemFields.Read(ref reader, names, ref copy);
        }

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

        if (fields.HasSecret)
            ItemJson.Redact(data);
        events.Add(new SmarticoItem(delivery, text, data, index) { Fields = fields, Names = names }.ToEvent(ref drift));
        return null;
    }

    private byte[] Merge(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return ItemJson.Merge(text[start..(int)reader.BytesConsumed], query);
    }
}
