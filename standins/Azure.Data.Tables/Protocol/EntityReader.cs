using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables.Protocol;

/// <summary>Reads entities from the bytes of an answer.</summary>
internal sealed class EntityReader
{
    private const string TypeSuffix = "@odata.type";
    private static readonly string[] Types =
        ["Edm.Int64", "Edm.DateTime", "Edm.Double", "Edm.Guid", "Edm.Binary", "Edm.String"];

    private readonly List<Name> _names = [];
    private int _next;

    /// <summary>Reads the answer to a query, <c>{"odata.metadata":"…","value":[…]}</c>.</summary>
    public List<TableEntity> ReadAll(ReadOnlySpan<byte> json)
    {
        List<TableEntity> entities = [];
        Utf8JsonReader reader = new(json);
        while (reader.Read())
        {
            if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName)
                continue;
            bool isValue = reader.ValueTextEquals("value"u8);
            reader.Read();
            while (isValue && reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                entities.Add(ReadEntity(ref reader));
        }

        return entities;
    }

    /// <summary>Reads one entity.</summary>
    public TableEntity ReadOne(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json);
        reader.Read();
        return ReadEntity(ref reader);
    }

    private TableEntity ReadEntity(ref Utf8JsonReader reader)
    {
        TableEntity entity = [];
        string? typedName = null;
        string? type = null;
        _next = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            Name name = ReadName(ref reader);
            reader.Read();
            if (name.Annotates is not null)
            {
                (typedName, type) = (name.Annotates, ReadType(ref reader));
                if (entity.TryGetValue(typedName, out object? early))
                    entity.Load(typedName, Convert(early as string, type));
            }
            else if (name.Text == nameof(TableEntity.Timestamp) && reader.TokenType == JsonTokenType.String)
            {
                entity.Load(name.Text, reader.GetDateTimeOffset());
            }
            else if (name.Text != "odata.metadata")
            {
                entity.Load(name.Text, name.Text == typedName ? ReadTyped(ref reader, type) : ReadUntyped(ref reader));
            }
        }

        return entity;
    }

    // The entities of a page mostly have the same columns in the same order: one string each is enough.
    private Name ReadName(ref Utf8JsonReader reader)
    {
        if (_next < _names.Count && reader.ValueTextEquals(_names[_next].Text))
            return _names[_next++];
        foreach (Name known in _names)
        {
            if (reader.ValueTextEquals(known.Text))
                return known;
        }

        string text = reader.GetString()!;
        bool annotates = text.EndsWith(TypeSuffix, StringComparison.Ordinal);
        Name name = new(text, annotates ? text[..^TypeSuffix.Length] : null);
        _names.Insert(_next++, name);
        return name;
    }

    private static string? ReadType(ref Utf8JsonReader reader)
    {
        foreach (string known in Types)
        {
            if (reader.ValueTextEquals(known))
                return known;
        }

        return reader.GetString();
    }

    private static object? ReadTyped(ref Utf8JsonReader reader, string? type) => (reader.TokenType, type) switch
    {
        (JsonTokenType.Null, _) => null,
        (JsonTokenType.Number, "Edm.Double") => reader.GetDouble(),
        (JsonTokenType.Number, "Edm.Int64") => reader.GetInt64(),
        (JsonTokenType.String, "Edm.Binary") => reader.GetBytesFromBase64(),
        (JsonTokenType.String, "Edm.DateTime") => reader.GetDateTimeOffset(),
        (JsonTokenType.String, "Edm.Guid") when reader.TryGetGuid(out Guid id) => id,
        (JsonTokenType.String, _) => Convert(reader.GetString(), type),
        _ => ReadUntyped(ref reader),
    };

    private static object? ReadUntyped(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Null => null,
        JsonTokenType.Number when reader.TryGetInt32(out int number) => number,
        JsonTokenType.Number when reader.TryGetInt64(out long number) => number,
        JsonTokenType.Number => reader.GetDouble(),
        _ => throw new JsonException("A column of the service's answer is neither text, number nor truth value."),
    };

    private static object? Convert(string? text, string? type) => (text, type) switch
    {
        (null, _) => null,
        (_, "Edm.Int64") => long.Parse(text, CultureInfo.InvariantCulture),
        (_, "Edm.Double") => double.Parse(text, CultureInfo.InvariantCulture),
        (_, "Edm.Guid") => Guid.Parse(text),
        (_, "Edm.Binary") => System.Convert.FromBase64String(text),
        (_, "Edm.DateTime") => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        (_, "Edm.String") => text,
        _ => throw new NotSupportedException($"The service answered with a column of the unknown type {type}."),
    };

    private readonly record struct Name(string Text, string? Annotates);
}
