using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Webhooks.Ingestion.Tests.Contract;

/// <summary>
/// Writes the same JSON in another spelling: members in another order, other white space, other escapes.
/// </summary>
internal sealed class JsonShuffler(Random random)
{
    public byte[] Shuffle(ReadOnlySpan<byte> json)
    {
        StringBuilder text = new();
        Write(JsonNode.Parse(json), text);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private void Write(JsonNode? node, StringBuilder text)
    {
        Space(text);
        switch (node)
        {
            case JsonObject members:
                KeyValuePair<string, JsonNode?>[] shuffled = [.. members];
                random.Shuffle(shuffled);
                WriteAll(text, '{', '}', shuffled, member =>
                {
                    Space(text);
                    WriteText(member.Key, text);
                    Space(text);
                    text.Append(':');
                    Write(member.Value, text);
                });
                break;
            case JsonArray items:
                WriteAll(text, '[', ']', [.. items], item => Write(item, text));
                break;
            case JsonValue value when value.TryGetValue(out string? content):
                WriteText(content, text);
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }

        Space(text);
    }

    private static void WriteAll<T>(StringBuilder text, char open, char close, T[] items, Action<T> write)
    {
        text.Append(open);
        for (int i = 0; i < items.Length; i++)
        {
            if (i > 0)
                text.Append(',');
            write(items[i]);
        }

        text.Append(close);
    }

    private void WriteText(string content, StringBuilder text)
    {
        text.Append('"');
        foreach (char c in content)
        {
            if (c is '"' or '\\' or < ' ' || random.Next(8) == 0)
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else if (char.IsSurrogate(c))
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else
                text.Append(c);
        }

        text.Append('"');
    }

    private void Space(StringBuilder text) => text.Append(random.Next(4) switch { 0 => " ", 1 => "\r\n\t", _ => "" });
}
