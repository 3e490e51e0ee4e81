using System.Buffers.Binary;

namespace Webhooks.Simulation.Tables.Entities;

/// <summary>
/// A row as it is kept: its keys, when it was written, and its properties packed into one block (each the name's id,
/// its type, the length, and the value as JSON, so that an answer only copies). It never changes; a write makes
/// another.
/// </summary>
internal sealed class EntityRow(string partitionKey, string rowKey, long writtenAt, byte[] properties)
{
    public const int HeaderBytes = 7;

    public string PartitionKey => partitionKey;

    public string RowKey => rowKey;

    /// <summary>Ticks; of two writes the later one has more.</summary>
    public long WrittenAt => writtenAt;

    public ReadOnlySpan<byte> Properties => properties;

    public string ETag => $"W/\"{RowTime.Of(writtenAt).Text(escaped: true)}\"";

    public bool Matches(string etag) => etag == "*" || etag == ETag;

    public EntityRow At(long time) => new(partitionKey, rowKey, time, properties);

    /// <summary>Looks a property up; false where the row has none of that name.</summary>
    public bool TryGet(ushort name, out EdmType type, out ReadOnlySpan<byte> json)
    {
        foreach (Property property in Enumerate())
        {
            if (property.Name == name)
            {
                type = property.Type;
                json = property.Json;
                return true;
            }
        }

        type = default;
        json = default;
        return false;
    }

    public PropertyEnumerator Enumerate() => new(properties);

    public readonly ref struct Property(ushort name, EdmType type, ReadOnlySpan<byte> json, ReadOnlySpan<byte> whole)
    {
        public ushort Name => name;

        public EdmType Type => type;

        public ReadOnlySpan<byte> Json { get; } = json;

        /// <summary>With its header.</summary>
        public ReadOnlySpan<byte> Whole { get; } = whole;
    }

    public ref struct PropertyEnumerator(ReadOnlySpan<byte> block)
    {
        private ReadOnlySpan<byte> _rest = block;

        public Property Current { get; private set; }

        public readonly PropertyEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_rest.IsEmpty)
                return false;
            int length = BinaryPrimitives.ReadInt32LittleEndian(_rest[3..]);
            Current = new Property(
                BinaryPrimitives.ReadUInt16LittleEndian(_rest), (EdmType)_rest[2], _rest.Slice(
                    HeaderBytes, length), _rest[..(HeaderBytes + length)]);
            _rest = _rest[(HeaderBytes + length)..];
            return true;
        }
    }
}
