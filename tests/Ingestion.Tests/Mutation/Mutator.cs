using System.Text;
using System.Text.Json;

namespace Webhooks.Ingestion.Tests.Mutation;

/// <summary>Changes a request in one place: a field dropped, renamed or retyped, or the text truncated.</summary>
internal sealed class Mutator(Random random)
{
    private static readonly string[] OtherValues =
    [
        "null", "true", "0", "-1", "1.5", "1e400", "12345678901234567890123456789", "\"\"", "\"x\"", "\"\\ud800\"",
        "\"\\u0000\"",
        "[]", "[null]", "{}", "{\"a\":{\"b\":[1,{}]}}", "\"2026-02-30T99:00:00Z\"", "253402300800000",
        "\"1768471200000\"",
    ];

    private static readonly string[] OtherNames =
        ["", "x", "data", "prospect", "email", "\\u0061", "\\udfff", "email_body", "_truncated"];

    /// <summary>Changes a query or a form, or the body.</summary>
    public Delivery Mutate(Delivery delivery, IReadOnlyList<Field> fields)
    {
        if (delivery.Body.IsEmpty)
            return delivery with { Query = MutatePairs(delivery.Query ?? "") };
        if (fields.Count == 0 && delivery.ContentType?.Contains("form", StringComparison.Ordinal) == true)
            return delivery
                with
            { Body = Encoding.Latin1.GetBytes(MutatePairs(Encoding.Latin1.GetString(delivery.Body.Span))) };
        return delivery with { Body = MutateBody(delivery.Body.Span, fields) };
    }

    /// <summary>The members of a JSON text, at every depth; none where it is not JSON.</summary>
    public static IReadOnlyList<Field> Fields(ReadOnlySpan<byte> json)
    {
        List<Field> fields = [];
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = 2_000 });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName)
                    continue;
                int name = (int)reader.TokenStartIndex;
                int nameEnd = name + reader.ValueSpan.Length + 2;
                Utf8JsonReader value = reader;
                value.Read();
                int start = (int)value.TokenStartIndex;
                value.Skip();
                fields.Add(new Field(name, nameEnd, start, (int)value.BytesConsumed));
            }
        }
        catch (JsonException)
        {
            return [];
        }

        return fields;
    }

    private byte[] MutateBody(ReadOnlySpan<byte> body, IReadOnlyList<Field> fields)
    {
        int kind = fields.Count == 0 ? random.Next(3, 5) : random.Next(5);
        Field field = fields.Count == 0 ? default : fields[random.Next(fields.Count)];
        return kind switch
        {
            0 => Drop(body, field),
            1 => Replace(body, field.Name, field.NameEnd, $"\"{Pick(OtherNames)}\""),
            2 => Replace(body, field.Value, field.ValueEnd, Pick(OtherValues)),
            3 => body[..random.Next(body.Length)].ToArray(),
            _ => Replace(body, random.Next(body.Length), body.Length, (char)random.Next(256)
                + Encoding.Latin1.GetString(body[^random.Next(body.Length)..])),
        };
    }

    private static byte[] Drop(ReadOnlySpan<byte> body, Field field)
    {
        int end = field.ValueEnd;
        int start = field.Name;
        int next = end + body[end..].IndexOfAnyExcept(" \r\n\t"u8);
        if (body[next] == (byte)',')
            end = next + 1;
        else if (body[..start].LastIndexOfAnyExcept(" \r\n\t"u8) is var before && body[before] == (byte)',')
            start = before;
        return [.. body[..start], .. body[end..]];
    }

    private static byte[] Replace(ReadOnlySpan<byte> body, int start, int end, string with) =>
        [.. body[..start], .. Encoding.Latin1.GetBytes(with), .. body[end..]];

    private string MutatePairs(string text)
    {
        List<string> pairs = [.. text.Split('&')];
        int place = random.Next(pairs.Count);
        string[] pair = pairs[place].Split('=', 2);
        switch (random.Next(4))
        {
            case 0:
                pairs.RemoveAt(place);
                break;
            case 1:
                pairs[place] = $"{Uri.EscapeDataString(Pick(OtherNames))}={pair[^1]}";
                break;
            case 2:
                pairs[place] = $"{pair[0]}={Uri.EscapeDataString(Pick(OtherValues))}";
                break;
            default:
                return text[..random.Next(text.Length + 1)];
        }

        return string.Join('&', pairs);
    }

    private string Pick(string[] from) => from[random.Next(from.Length)];

    /// <summary>Where a member's quoted name and its value lie.</summary>
    internal readonly record struct Field(int Name, int NameEnd, int Value, int ValueEnd);
}
