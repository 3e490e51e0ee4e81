using System.Runtime.InteropServices;
using System.Text.Json;
using Webhooks.Ingestion.Json;

namespace Webhooks.Ingestion.Vendors.SmartReach;

/// <summary>
/// Reads a body once: finds the metadata and each element of <c>data</c>, copies the elements without white space and
/// mail bodies, and notes what is new. Of equal names in one object the last counts.
/// </summary>
/// <remarks>Of many elements the first slice is kept; for the others it reads again, from a place on.</remarks>
internal ref struct SmartReachReader(
    ReadOnlySpan<byte> json, JsonPlace from, PooledBytes data, PooledBytes scratch)
{
    private Utf8JsonReader _reader = from.Open(json);
    private JsonCopier _copier = new(data);
    private SmartReachItem _single;
    private List<SmartReachItem>? _more;

    /// <summary>What was new.</summary>
    public DriftList Drift;

    /// <summary>The metadata's values, by field.</summary>
    public SmartReachItem Metadata;

    /// <summary>True where the depth was what ended the reading.</summary>
    public bool TooDeep { get; private set; }

    /// <summary>True where <c>data</c> is an array or an object.</summary>
    public bool HasData { get; private set; }

    /// <summary>
    /// True where an object or array came as a text that may hold one: see <see cref="EmbeddedJson"/>.
    /// </summary>
    public bool HasEmbedded { get; private set; }

    /// <summary>How many elements <c>data</c> has.</summary>
    public int Count { get; private set; }

    /// <summary>Where the first of many elements begins.</summary>
    public JsonPlace Elements { get; private set; }

    /// <summary>The elements of <c>data</c>, at most a slice of them.</summary>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public readonly ReadOnlySpan<SmartReachItem> Items =>
        _more is null
            ? MemoryMarshal.CreateReadOnlySpan(in _single, Math.Min(Count, 1))
            : CollectionsMarshal.AsSpan(_more);

    /// <summary>Reads all of the body.</summary>
    /// <returns>False where it is no object.</returns>
    /// <exception cref="JsonException">It is not JSON, or <see cref="TooDeep"/>.</exception>
    public bool Read()
    {
        Next();
        bool isObject = _reader.TokenType == JsonTokenType.StartObject;
        while (isObject && Next() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonEscapes.TextEquals(in _reader, "data"u8))
                ReadData();
            else if (JsonEscapes.TextEquals(in _reader, "metadata"u8))
                ReadMetadata();
            else
                ReadUnknown("");
        }

        while (Next())
        {
            // What follows the root is an error that only reading shows.
        }

        return isObject;
    }

    /// <summary>Reads the next slice of elements, from a place between two of them.</summary>
    /// <returns>The place behind it.</returns>
    public JsonPlace ReadSlice()
    {
        while (Count < MapResult.SliceLength && Next() && _reader.TokenType != JsonTokenType.EndArray)
            ReadItem();
        return from.After(in _reader, Count);
    }

    private bool Next()
    {
        if (!_reader.Read())
            return false;
        if (_reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray
            && _reader.CurrentDepth >= JsonDepth.Limit)
        {
            TooDeep = true;
            throw new JsonException();
        }

        return true;
    }

    private void ReadMetadata()
    {
        Metadata = default;
        Next();
        int start = data.Length;
        if (_reader.TokenType == JsonTokenType.StartObject)
            ReadFields(SmartReachFields.Metadata, ref Metadata);
        else
            CopyOther("", "metadata"u8);
        data.Truncate(start);
    }

    private void ReadData()
    {
        data.Truncate(0);
        _more = null;
        Count = 0;
        Next();
        HasData = _reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject;
        if (_reader.TokenType == JsonTokenType.StartArray)
        {
            Elements = from.After(in _reader, 0);
            while (Next() && _reader.TokenType != JsonTokenType.EndArray)
                ReadItem();
        }
        else if (HasData)
        {
            NoteType("", "data"u8);
            ReadItem();
        }
        else
        {
            CopyOther("", "data"u8);
        }
    }

    private void ReadItem()
    {
        SmartReachItem item = default;
        int start = (int)_reader.TokenStartIndex;
        int copy = data.Length;
        _copier.StartOver();
        if (_reader.TokenType == JsonTokenType.StartObject)
            ReadItemObject(ref item);
        else
            CopyOther("data[]", []);
        item.Whole = (start, (int)_reader.BytesConsumed - start);
        item.Data = (copy, data.Length - copy);

        if (Count == 0)
            _single = item;
        else if (Count < MapResult.SliceLength)
            (_more ??= [_single]).Add(item);
        else
            data.Truncate(copy);
        Count++;
    }

    private void ReadItemObject(ref SmartReachItem item)
    {
        int next = 0;
        _copier.Write(in _reader);
        while (Next() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonEscapes.TextEquals(in _reader, "prospect"u8))
                ReadProspect(ref item);
            else if (JsonEscapes.TextEquals(in _reader, "activity"u8))
                ReadActivity(ref item);
            else
                ReadField(SmartReachFields.BareProspect, ref next, ref item, capture: item.Prospect.Length == 0);
        }

        _copier.Write(in _reader);
        item.HasBareProspect = item.Prospect.Length == 0 && (item.Fields[(int)SmartReachField.ProspectId].HasText
            || item.Fields[(int)SmartReachField.Email].HasText
            || item.Fields[(int)SmartReachField.ProspectEmail].HasText);
    }

    private void ReadProspect(ref SmartReachItem item)
    {
        _copier.Write(in _reader);
        Next();
        int start = (int)_reader.TokenStartIndex;
        if (_reader.TokenType == JsonTokenType.StartObject)
        {
            item.Forget(SmartReachField.ProspectId, SmartReachField.ProspectEmail);
            ReadFields(SmartReachFields.Prospect, ref item);
            item.Prospect = (start, (int)_reader.BytesConsumed - start);
        }
        else
        {
            if (item.Prospect.Length > 0)
                item.Forget(SmartReachField.ProspectId, SmartReachField.ProspectEmail);
            item.Prospect = default;
            CopyOther("data.", "prospect"u8);
        }
    }

    private void ReadActivity(ref SmartReachItem item)
    {
        _copier.Write(in _reader);
        Next();
        item.Forget(SmartReachField.ActivityCreatedAt, SmartReachField.ClickedUrl);
        item.HasActivity = _reader.TokenType == JsonTokenType.StartObject;
        if (item.HasActivity)
            ReadFields(SmartReachFields.Activity, ref item);
        else
            CopyOther("data.", "activity"u8);
    }

    private void ReadFields(SmartReachFields fields, ref SmartReachItem item)
    {
        int next = 0;
        _copier.Write(in _reader);
        while (Next() && _reader.TokenType == JsonTokenType.PropertyName)
            ReadField(fields, ref next, ref item, capture: true);
        _copier.Write(in _reader);
    }

    private void ReadField(SmartReachFields fields, ref int next, ref SmartReachItem item, bool capture)
    {
        if (!fields.TryFind(Name(), ref next, out SmartReachFields.Known known))
        {
            ReadUnknown(fields.Path);
            return;
        }

        if (known.Field != SmartReachField.Body)
            _copier.Write(in _reader);
        Next();
        if (_reader.TokenType != known.Type)
            NoteType(fields.Path, known.Name);
        if (known.Field < SmartReachField.Count && capture)
            item.Fields[(int)known.Field] = new JsonSlice(in _reader);
        if (known.Field == SmartReachField.Body)
            SkipValue();
        else
            CopyValue();
    }

    private void ReadUnknown(string path)
    {
        bool isBody = JsonCopier.IsBody(in _reader);
        if (!isBody)
        {
            Drift.Add(DriftKinds.Field, path, Name());
            _copier.Write(in _reader);
        }

        Next();
        if (isBody)
            SkipValue();
        else
            CopyValue();
    }

    private ReadOnlySpan<byte> Name()
    {
        if (!_reader.ValueIsEscaped)
            return _reader.ValueSpan;
        scratch.Truncate(0);
        scratch.Advance(JsonEscapes.Unescape(_reader.ValueSpan, scratch.Reserve(_reader.ValueSpan.Length)));
        return scratch.Written;
    }

    private void CopyOther(string path, ReadOnlySpan<byte> name)
    {
        HasEmbedded |= _reader.TokenType == JsonTokenType.String && EmbeddedJson.MayHold(_reader.ValueSpan);
        NoteType(path, name);
        CopyValue();
    }

    private void CopyValue()
    {
        int depth = _reader.CurrentDepth;
        _copier.Write(in _reader);
        if (_reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return;
        do
        {
            Next();
            if (_reader.TokenType == JsonTokenType.PropertyName && JsonCopier.IsBody(in _reader))
            {
                Next();
                SkipValue();
            }
            else
            {
                _copier.Write(in _reader);
            }
        }
        while (_reader.CurrentDepth > depth);
    }

    private void SkipValue()
    {
        int depth = _reader.CurrentDepth;
        if (_reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return;
        do
            Next();
        while (_reader.CurrentDepth > depth);
    }

    private void NoteType(string path, ReadOnlySpan<byte> name)
    {
        string? came = _reader.TokenType switch
        {
            JsonTokenType.String => "string",
            JsonTokenType.Number => "number",
            JsonTokenType.True or JsonTokenType.False => "boolean",
            JsonTokenType.StartObject => "object",
            JsonTokenType.StartArray => "array",
            _ => null, // null means absent
        };
        if (came is not null)
            Drift.Add(DriftKinds.FieldType, path, name, came);
    }
}
