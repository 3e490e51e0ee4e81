using System.Text.Json;
using Webhooks.Ingestion.Json;

namespace Webhooks.Ingestion.Vendors.SmartReach;

/// <summary>SmartReach, email outreach.</summary>
public sealed class SmartReachVendor : IVendor
{
    /// <inheritdoc />
    public string Name => "smartreach";

    /// <inheritdoc />
    public MapResult Map(Delivery delivery)
    {
        if (!JsonTextDecoder.TryDecode(delivery.Body, delivery.ContentType, out ReadOnlyMemory<byte> utf8))
            return MapResult.Rejected(RejectionReasons.UnreadableText, "The body's text is not in its character set.");

        ReadOnlySpan<byte> json = utf8.Span;
        using PooledBytes data = new(1024);
        using PooledBytes scratch = new(256);
        SmartReachReader reader = new(json, data, scratch);
        try
        {
            JsonLiterals.Check(json);
            if (!reader.Read())
                return MapResult.Rejected(RejectionReasons.UnexpectedShape, "The body is JSON, but not an object.");
        }
        catch (JsonException)
        {
            return reader.TooDeep
                ? MapResult.Rejected(RejectionReasons.TooDeep, "The JSON is nested deeper than 1,000 levels.")
                : MapResult.Rejected(RejectionReasons.MalformedJson, "The body is not well-formed JSON.");
        }

        SmartReachEvents events = new(delivery, json, scratch, in reader.Metadata);
        if (!events.HasName)
            return MapResult.Rejected(RejectionReasons.UnexpectedShape, "metadata.event_type is missing, or no text.");
        if (!reader.HasData)
            return MapResult.Rejected(RejectionReasons.UnexpectedShape, "data is missing, or neither an array nor an object.");

        events.NoteName(ref reader.Drift);
        EngagementEvent[] mapped = new EngagementEvent[reader.Count];
        ReadOnlySpan<SmartReachItem> items = reader.Items;
        for (int i = 0; i < mapped.Length; i++)
            mapped[i] = events.Map(in items[i], data.Slice(items[i].Data.Start, items[i].Data.Length), i);
        return MapResult.Mapped(mapped, reader.Drift.Items);
    }
}
