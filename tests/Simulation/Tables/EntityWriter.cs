using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Webhooks.Simulation.Tables;

/// <summary>Writes rows as a client reads them, with the types that a reader cannot infer (<c>odata=minimalmetadata</c>).</summary>
internal sealed class EntityWriter(PropertyNames names, string? select)
{
    private readonly ArrayBufferWriter<byte> _json = new(4096);
    private readonly HashSet<string>? _selected = string.IsNullOrEmpty(select) || select == "*" ? null : [.. select.Split(',').Select(name => name.Trim())];
    private bool _hasRow;

    public void WriteRaw(ReadOnlySpan<byte> json) => _json.Write(json);

    /// <summary>Writes a row; in a list, with a comma where it is not the first.</summary>
    public void Write(EntityRow row, ReadOnlySpan<byte> metadata = default)
    {
        _json.Write(_hasRow ? ",{"u8 : "{"u8);
        _hasRow = true;
        _json.Write(metadata);
        _json.Write("\"odata.etag\":"u8);
        WriteText(row.ETag);
        WriteKey("PartitionKey", row.PartitionKey);
        WriteKey("RowKey", row.RowKey);
        WriteKey("Timestamp", row.Timestamp);
        foreach (EntityRow.Property property in row.Enumerate())
        {
            PropertyName name = names[property.Name];
            if (_selected is not null && !_selected.Contains(name.Text))
                continue;
            // A double says by its point what it is; only one that is no number is a text, and needs its type.
            bool isPlain = property.Type == EdmType.Double && property.Json[0] != (byte)'"';
            _json.Write(name.PrefixOf(isPlain ? EdmType.Text : property.Type));
            _json.Write(property.Json);
        }

        _json.Write("}"u8);
    }

    /// <summary>What was written; this writer is not used again.</summary>
    public (byte[] Buffer, int Length) Take()
    {
        if (System.Runtime.InteropServices.MemoryMarshal.TryGetArray(_json.WrittenMemory, out ArraySegment<byte> whole))
            return (whole.Array!, whole.Count);
        byte[] copy = _json.WrittenSpan.ToArray();
        return (copy, copy.Length);
    }

    private void WriteKey(string name, string value)
    {
        if (_selected is not null && !_selected.Contains(name))
            return;
        _json.Write(name switch
        {
            "PartitionKey" => ",\"PartitionKey\":"u8,
            "RowKey" => ",\"RowKey\":"u8,
            _ => ",\"Timestamp\":"u8,
        });
        WriteText(value);
    }

    private void WriteText(string text)
    {
        JsonEncodedText? encoded = text.AsSpan().IndexOfAny('"', '\\') >= 0 ? JsonEncodedText.Encode(text) : null;
        _json.Write("\""u8);
        if (encoded is { } escaped)
            _json.Write(escaped.EncodedUtf8Bytes);
        else
            Encoding.UTF8.GetBytes(text, _json);
        _json.Write("\""u8);
    }
}
