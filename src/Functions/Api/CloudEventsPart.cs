using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Webhooks.Ingestion;
using Webhooks.Ingestion.CloudEvents;
using Webhooks.Storage.Events;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Api;

/// <summary>
/// Some events of a day as CloudEvents, one JSON object a line, oldest first: an answer is held in memory as a whole,
/// so it ends at some size. It ends at some time too, so that a rare type of a busy day is found in several parts.
/// </summary>
internal sealed partial record CloudEventsPart(byte[] Lines, string? Next)
{
    private const int MaxBytes = 4 * 1024 * 1024; // and the event that goes over it
    private const int MaxEvents = 10_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static bool IsContinuation(string text) => RowKey().IsMatch(text);

    /// <summary>Reads a part.</summary>
    /// <param name="after">The continuation: the row key of the part before's last event; null for the first.</param>
    public static async Task<CloudEventsPart> ReadAsync(
        EventReader events, EventQuery query, string? after, TimeProvider time, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        ArrayBufferWriter<byte> lines = new(64 * 1024);
        await using Utf8JsonWriter json = new(lines, Compact);
        int count = 0;

        // All rows are read and what is not asked for is left out here: a storage query that finds nothing for long
        // says nothing of how far it came, and there would be no place to go on from.
        EventQuery all = new() { Vendor = query.Vendor, Day = query.Day, After = after };
        await foreach (EngagementEvent e in events.AllAsync(all, cancellationToken))
        {
            if (IsAskedFor(e, query))
            {
                json.Reset();
                CloudEventJson.Write(json, e);
                await json.FlushAsync(cancellationToken);
                lines.Write("\n"u8);
                count++;
            }

            if (lines.WrittenCount >= MaxBytes || count == MaxEvents || time.GetElapsedTime(start) > Patience)
                return new CloudEventsPart(lines.WrittenSpan.ToArray(), EventKey.Of(e).Row);
        }

        return new CloudEventsPart(lines.WrittenSpan.ToArray(), null);
    }

    private static bool IsAskedFor(EngagementEvent e, EventQuery query) =>
        (query.Type is null || e.Type == query.Type)
        && (query.Contact is null || query.Contact.Owns(e))
        && (query.Campaign is null || e.Campaign == query.Campaign);

    [GeneratedRegex("^[0-9]{9}_.{1,100}$")]
    private static partial Regex RowKey();
}
