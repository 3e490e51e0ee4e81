using System.Text;
using System.Text.Json;
using Webhooks.Ingestion.Json;

namespace Webhooks.Ingestion.JsonVendors;

/// <summary>Where a value is in an object: a member's name, or names with dots between, e.g. <c>user.id</c>.</summary>
public sealed class JsonPath
{
    private readonly byte[][] _names;

    private JsonPath(string path)
    {
        Utf8 = Encoding.UTF8.GetBytes(path);
        _names = [.. path.Split('.').Select(Encoding.UTF8.GetBytes)];
    }

    internal byte[] Utf8 { get; }

    /// <summary>The path that a text spells.</summary>
    public static implicit operator JsonPath(string path) => new(path);

    /// <summary>Finds the value; of equal names in one object the last counts.</summary>
    /// <param name="json">One well-formed value; what follows it does not matter.</param>
    /// <returns>The value, or nothing where there is none.</returns>
    internal JsonSlice Find(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, JsonText.Options);
        reader.Read();
        return Find(ref reader, 0);
    }

    private JsonSlice Find(ref Utf8JsonReader reader, int level)
    {
        JsonSlice found = default;
        if (level == _names.Length)
            found = new JsonSlice(in reader);
        if (level == _names.Length || reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return found;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isNext = JsonEscapes.TextEquals(in reader, _names[level]);
            reader.Read();
            if (isNext)
                found = Find(ref reader, level + 1);
            else
                reader.Skip();
        }

        return found;
    }
}
