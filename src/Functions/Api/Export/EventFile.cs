using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Webhooks.Functions.Http;
using Webhooks.Ingestion;
using Webhooks.Ingestion.CloudEvents;

namespace Webhooks.Functions.Api.Export;

/// <summary>The bytes of a part of an export. Parts one behind the other are the whole, but for batches.</summary>
internal sealed class EventFile : IDisposable
{
    private static readonly JsonWriterOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly EventsFormat _format;
    private readonly ArrayBufferWriter<byte> _bytes = new(64 * 1024);
    private readonly Utf8JsonWriter _json;
    private readonly Csv? _csv;

    /// <param name="isFirst">Whether nothing comes before it.</param>
    public EventFile(EventsFormat format, bool isFirst)
    {
        _format = format;
        _json = new Utf8JsonWriter(_bytes, Compact);
        if (format == EventsFormat.Csv)
            _csv = isFirst ? new Csv(EventsCsv.Columns) : new Csv();
        if (format == EventsFormat.CloudEventsBatch)
            _bytes.Write("["u8);
        _csv?.MoveTo(_bytes);
    }

    public int Length => _bytes.WrittenCount;

    public int Count { get; private set; }

    public void Add(EngagementEvent engagement)
    {
        if (_csv is not null)
        {
            EventsCsv.Add(_csv, engagement);
            _csv.MoveTo(_bytes);
        }
        else
        {
            if (_format == EventsFormat.CloudEventsBatch && Count > 0)
                _bytes.Write(",\n"u8);
            _json.Reset();
            CloudEventJson.Write(_json, engagement);
            _json.Flush();
            if (_format == EventsFormat.CloudEvents)
                _bytes.Write("\n"u8);
        }

        Count++;
    }

    /// <summary>Ends it.</summary>
    public byte[] ToArray()
    {
        if (_format == EventsFormat.CloudEventsBatch)
            _bytes.Write("]"u8);
        return _bytes.WrittenSpan.ToArray();
    }

    public void Dispose() => _json.Dispose();
}
