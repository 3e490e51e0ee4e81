using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using Webhooks.Simulation.Wire;

namespace Webhooks.Simulation.Tables.Entities;

/// <summary>Reads the JSON of a row that a client writes, and says what Azure says where it breaks a limit.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model</remarks>
internal sealed class EntityReader(PropertyNames names)
{
    private const int MaxProperties = 252; // and the three that every row has
    private const int MaxEntityBytes = 1024 * 1024;

    private readonly List<Field> _fields = [];
    private readonly ArrayBufferWriter<byte> _block = new(64 * 1024);
    private string? _partitionKey;
    private string? _rowKey;

    /// <summary>Reads a row; the keys, where the request's address has them, are those.</summary>
    public EntityRow Read(ReadOnlySpan<byte> json, string? partitionKey, string? rowKey)
    {
        _fields.Clear();
        (_partitionKey, _rowKey) = (null, null);
        try
        {
            ReadFields(json);
        }
        catch (JsonException)
        {
            throw StorageFailure.InvalidInput();
        }

        (partitionKey, rowKey) = (partitionKey ?? _partitionKey, rowKey ?? _rowKey);
        if (partitionKey is null || rowKey is null)
            throw new StorageFailure(
                400, "PropertiesNeedValue", "The values are not specified for all properties in the entity.");
        EntityKeys.Check(partitionKey, "PartitionKey");
        EntityKeys.Check(rowKey, "RowKey");
        return Pack(json, partitionKey, rowKey);
    }

    /// <summary>A row that has what is new, and of the old one what the new one does not have.</summary>
    public EntityRow Merge(EntityRow old, EntityRow added)
    {
        _block.ResetWrittenCount();
        int size = EntityKeys.SizeOf(old.PartitionKey, old.RowKey);
        int count = 0;
        foreach (EntityRow.Property property in old.Enumerate())
        {
            if (!added.TryGet(property.Name, out _, out _))
                Keep(property, ref size, ref count);
        }

        foreach (EntityRow.Property property in added.Enumerate())
            Keep(property, ref size, ref count);
        CheckWhole(size, count);
        return new EntityRow(old.PartitionKey, old.RowKey, 0, _block.WrittenSpan.ToArray());
    }

    private void Keep(EntityRow.Property property, ref int size, ref int count)
    {
        _block.Write(property.Whole);
        size += PropertyValue.SizeOf(names[property.Name], property.Type, property.Json);
        count++;
    }

    private void ReadFields(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw StorageFailure.InvalidInput();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            PropertyName name = names.Get(
                reader.ValueIsEscaped ? System.Text.Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan);
            reader.Read();
            if (name.AnnotationOf is not null)
                Annotate(name.AnnotationOf, reader.GetString());
            else if (name.IsSystem)
                ReadSystem(name, ref reader);
            else if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                throw StorageFailure.InvalidInput();
            else if (reader.TokenType != JsonTokenType.Null)
            {
                int start = (int)reader.TokenStartIndex;
                Of(name.Text) = new Field(
                    name, Of(name.Text).Edm, reader.TokenType, start, (int)reader.BytesConsumed - start);
            }
        }
    }

    private void ReadSystem(PropertyName name, ref Utf8JsonReader reader)
    {
        if (name.Text is not ("PartitionKey" or "RowKey"))
            return;
        if (reader.TokenType != JsonTokenType.String)
            throw StorageFailure.InvalidInput();
        if (name.Text == "PartitionKey")
            _partitionKey = reader.GetString();
        else
            _rowKey = reader.GetString();
    }

    private void Annotate(string name, string? edm)
    {
        ref Field field = ref Of(name);
        field = field with { Edm = edm };
    }

    // A type comes before its value or after it. The last one is nearly always it.
    private ref Field Of(string name)
    {
        Span<Field> fields = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_fields);
        for (int i = fields.Length - 1; i >= 0; i--)
        {
            if (ReferenceEquals(fields[i].Name.Text, name) || fields[i].Name.Text == name)
                return ref fields[i];
        }

        _fields.Add(new Field(names.Get(name), null, JsonTokenType.None, 0, 0));
        return ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_fields)[^1];
    }

    private EntityRow Pack(ReadOnlySpan<byte> json, string partitionKey, string rowKey)
    {
        _block.ResetWrittenCount();
        int size = EntityKeys.SizeOf(partitionKey, rowKey);
        int count = 0;
        foreach (Field field in _fields)
        {
            if (field.Token == JsonTokenType.None)
                continue; // null, or a type without a value
            if (field.Name.IsTooLong)
                throw new StorageFailure(
                    400, "PropertyNameTooLong", "The property name exceeds the maximum allowed length (255).");
            if (!field.Name.IsValid)
                throw new StorageFailure(400, "PropertyNameInvalid", "The property name is invalid.");
            ReadOnlySpan<byte> value = json.Slice(field.Start, field.Length);
            EdmType type = PropertyValue.Check(field.Edm, field.Token, ref value);
            size += PropertyValue.SizeOf(field.Name, type, value);
            count++;
            Span<byte> room = _block.GetSpan(EntityRow.HeaderBytes + value.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(room, field.Name.Id);
            room[2] = (byte)type;
            BinaryPrimitives.WriteInt32LittleEndian(room[3..], value.Length);
            value.CopyTo(room[EntityRow.HeaderBytes..]);
            _block.Advance(EntityRow.HeaderBytes + value.Length);
        }

        CheckWhole(size, count);
        return new EntityRow(partitionKey, rowKey, 0, _block.WrittenSpan.ToArray());
    }

    private static void CheckWhole(int size, int count)
    {
        if (count > MaxProperties)
        {
            throw new StorageFailure(
                400, "TooManyProperties",
                    "The entity contains more properties than allowed.");
        }

        if (size > MaxEntityBytes)
            throw new StorageFailure(
                400, "EntityTooLarge", "The entity is larger than the maximum allowed size (1MB).");
    }

    private readonly record struct Field(PropertyName Name, string? Edm, JsonTokenType Token, int Start, int Length);
}
