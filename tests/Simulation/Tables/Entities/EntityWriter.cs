using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Webhooks.Simulation.Tables.Entities;

/// <summary>
/// Writes rows as a client reads them, with the types that a reader cannot infer (<c>odata=minimalmetadata</c>).
/// </summary>
internal sealed class EntityWriter
{
    private readonly PropertyNames _names;
    private readonly ArrayBufferWriter<byte> _json;
    private readonly HashSet<string>? _selected;
    private bool _hasRow;

    /// <summary>
    /// Starts in a room that many use, one after the other: what one left that was refused halfway goes.
    /// </summary>
    public EntityWriter(PropertyNames names, ArrayBufferWriter<byte> room, string? select)
    {
        (_names, _json) = (names, room);
        _json.ResetWrittenCount();
        if (!string.IsNullOrEmpty(select) && select != "*")
            _selected = [.. select.Split(',').Select(name => name.Trim())];
    }

    public void WriteRaw(ReadOnlySpan<byte> json) => _json.Write(json);

    /// <summary>Writes a row; in a list, with a comma where it is not the first.</summary>
    public void Write(EntityRow row, ReadOnlySpan<byte> metadata = default)
    {
        _json.Write(_hasRow ? ",{"u8 : "{"u8);
        _hasRow = true;
        _json.Write(metadata);
        _json.Write("\"odata.etag\":\"W/\\\""u8);
        _json.Advance(RowTime.Of(row.WrittenAt).WriteEscaped(_json.GetSpan(64)));
        _json.Write("\\\"\""u8);
        if (IsSelected("PartitionKey"))
            WriteText(",\"PartitionKey\":\""u8, row.PartitionKey);
        if (IsSelected("RowKey"))
            WriteText(",\"RowKey\":\""u8, row.RowKey);
        if (IsSelected("Timestamp"))
        {
            _json.Write(",\"Timestamp\":\""u8);
            _json.Advance(RowTime.Of(row.WrittenAt).Write(_json.GetSpan(64)));
            _json.Write("\""u8);
        }

        foreach (EntityRow.Property property in row.Enumerate())
        {
            PropertyName name = _names[property.Name];
            if (!IsSelected(name.Text))
                continue;
            // A double says by its point what it is; only one that is no number is a text, and needs its type.
            bool isPlain = property.Type == EdmType.Double && property.Json[0] != (byte)'"';
            _json.Write(name.PrefixOf(isPlain ? EdmType.Text : property.Type));
            _json.Write(property.Json);
        }

        _json.Write("}"u8);
    }

    /// <summary>What was written.</summary>
    public byte[] Take() => _json.WrittenSpan.ToArray();

    private bool IsSelected(string name) => _selected is null || _selected.Contains(name);

    private void WriteText(ReadOnlySpan<byte> before, string text)
    {
        _json.Write(before);
        if (text.AsSpan().IndexOfAny('"', '\\') >= 0)
            _json.Write(JsonEncodedText.Encode(text).EncodedUtf8Bytes);
        else
            Encoding.UTF8.GetBytes(text, _json);
        _json.Write("\""u8);
    }
}
