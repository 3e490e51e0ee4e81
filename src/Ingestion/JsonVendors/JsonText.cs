using System.Text.Json;
using Webhooks.Ingestion.Json;
using Webhooks.Ingestion.Text;

namespace Webhooks.Ingestion.JsonVendors;

/// <summary>A body that is to be JSON.</summary>
internal static class JsonText
{
    /// <summary>One level more than is mapped, so that what is too deep is seen as such and not as malformed.</summary>
    public static readonly JsonReaderOptions Options = new() { MaxDepth = JsonDepth.Limit + 1 };

    /// <summary>Reads all of it, so that whatever reads it afterwards need not expect an error.</summary>
    /// <returns>Null, or why it is rejected.</returns>
    public static Rejection? Check(in BodyText text)
    {
        try
        {
            JsonLiterals.Check(text.Utf8.Span);
            Utf8JsonReader reader = new(text.Utf8.Span, Options);
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray
                    && reader.CurrentDepth >= JsonDepth.Limit)
                    return Rejection.TooDeep;
            }

            return null;
        }
        catch (JsonException)
        {
            return text.IsBroken ? Rejection.Unreadable : Rejection.Malformed;
        }
    }

    /// <summary>
    /// Where the items are, slice by slice: an array's elements; anything else, an empty array too, is one item.
    /// </summary>
    /// <param name="json">One well-formed value; what follows it does not matter.</param>
    public static IEnumerable<List<(int Start, int Length)>> Items(ReadOnlyMemory<byte> json)
    {
        JsonPlace at = JsonPlace.First;
        bool isLast = false;
        while (!isLast)
        {
            List<(int Start, int Length)> slice = ReadSlice(json.Span, ref at, out isLast);
            if (slice.Count > 0)
                yield return slice;
        }
    }

    /// <summary>Copies an item without white space, and without some members at any depth.</summary>
    public static void Copy(ReadOnlySpan<byte> item, IReadOnlyList<JsonPath> omitted, PooledBytes output)
    {
        JsonCopier copier = new(output);
        Utf8JsonReader reader = new(item, Options);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !IsAny(in reader, omitted))
            {
                copier.Write(in reader);
                continue;
            }

            reader.Read();
            reader.Skip();
        }
    }

    private static bool IsAny(ref readonly Utf8JsonReader reader, IReadOnlyList<JsonPath> omitted)
    {
        foreach (JsonPath name in omitted)
        {
            if (JsonEscapes.TextEquals(in reader, name.Utf8))
                return true;
        }

        return false;
    }

    private static List<(int Start, int Length)> ReadSlice(
        ReadOnlySpan<byte> json, ref JsonPlace at, out bool isLast)
    {
        List<(int Start, int Length)> slice = new(1);
        Utf8JsonReader reader = at.Open(json);
        Utf8JsonReader whole = reader;
        if (at.Start == 0)
        {
            reader.Read();
            whole = reader;
        }

        bool isOne = at.Start == 0 && reader.TokenType != JsonTokenType.StartArray;
        while (!isOne && slice.Count < MapResult.SliceLength && reader.Read()
            && reader.TokenType != JsonTokenType.EndArray)
            slice.Add(Place(ref reader, at.Start));
        isLast = isOne || slice.Count < MapResult.SliceLength;
        if (at.Index + slice.Count == 0)
            slice.Add(Place(ref whole, 0));
        at = at.After(in reader, slice.Count);
        return slice;
    }

    private static (int Start, int Length) Place(ref Utf8JsonReader reader, int from)
    {
        int start = (int)reader.TokenStartIndex;
        reader.Skip();
        return (from + start, (int)reader.BytesConsumed - start);
    }
}
