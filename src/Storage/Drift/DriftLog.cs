using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Webhooks.Storage.Tables;
using DriftThing = Webhooks.Ingestion.Drift;

namespace Webhooks.Storage.Drift;

/// <summary>
/// Writes down what vendors send that their mappers do not know yet: table <c>SchemaDrift</c>, one row per vendor and
/// thing. What is new is written at once; what is known is counted in memory and added once a minute, so it costs no
/// storage operation of its own. A count can lag by that minute, and a crash loses it; the row stays.
/// </summary>
/// <param name="logger">Told names, never values.</param>
public sealed partial class DriftLog(WebhookTables tables, TimeProvider time, ILogger<DriftLog> logger)
{
    // A vendor whose field names never repeat must not fill the memory or the table.
    private const int MaxThings = 2_000;

    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Vendor, DriftThing Thing), Sighting> _sightings = [];

    /// <summary>Notes what was new in a delivery; in memory only.</summary>
    /// <param name="things">What was new.</param>
    public void Note(string vendor, IReadOnlyList<DriftThing> things, string deliveryId)
    {
        foreach (DriftThing thing in things)
        {
            if (_sightings.TryGetValue((vendor, thing), out Sighting? sighting)
                || _sightings.Count < MaxThings)
            {
                sighting ??= _sightings.GetOrAdd((vendor, thing), _ => new Sighting(deliveryId));
                sighting.Add(time.GetUtcNow());
            }
        }
    }

    /// <summary>
    /// Writes what is due. A failure is logged and tried again later: drift never holds up a delivery.
    /// </summary>
    public async Task WriteDueAsync(CancellationToken cancellationToken)
    {
        foreach (((string vendor, DriftThing thing), Sighting sighting) in _sightings)
        {
            long count = sighting.TakeIfDue(time.GetUtcNow(), Between);
            if (count == 0)
                continue;
            try
            {
                await WriteAsync(vendor, thing, sighting, count, cancellationToken);
            }
            catch (Exception e) when (e is RequestFailedException or AggregateException)
            {
                // A hint that is missing is no reason to process a whole message again.
                sighting.GiveBack(count);
                Log.NotWritten(logger, vendor, thing.Kind, (e as RequestFailedException)?.Status ?? 0);
            }
        }
    }

    private async Task WriteAsync(
        string vendor, DriftThing thing, Sighting sighting, long count, CancellationToken cancellationToken)
    {
        SeenDrift seen = new(
            vendor,
            thing.Kind,
            thing.Name,
            thing.Detail,
            sighting.FirstSeen,
            sighting.LastSeen,
            count,
            sighting.SampleDeliveryId);
        string key = DriftKey.Of(thing);
        NullableResponse<TableEntity> row = await tables.SchemaDrift.GetEntityIfExistsAsync<TableEntity>(
            vendor, key, cancellationToken: cancellationToken);
        if (!row.HasValue)
        {
            await tables.SchemaDrift.AddEntityAsync(DriftRow.Of(seen, key), cancellationToken);
            Log.New(logger, vendor, thing.Kind, thing.Name);
            return;
        }

        // One that somebody spoilt is written anew.
        if (DriftRow.Read(row.Value!) is { } known)
        {
            seen = seen with
            {
                Count = count + known.Count,
                FirstSeen = known.FirstSeen,
                SampleDeliveryId = known.SampleDeliveryId,
            };
        }

        await tables.SchemaDrift.UpdateEntityAsync(
            DriftRow.Of(seen, key), row.Value!.ETag, TableUpdateMode.Replace, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Vendor} sends something new: {Kind} {Name}")]
        public static partial void New(ILogger logger, string vendor, string kind, string name);

        [LoggerMessage(LogLevel.Warning, "A {Kind} that is new at {Vendor} was not written down: {Status}")]
        public static partial void NotWritten(ILogger logger, string vendor, string kind, int status);
    }
}
