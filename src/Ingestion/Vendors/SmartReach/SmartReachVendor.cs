using System.Text;
using System.Text.Json;
using Webhooks.Ingestion.Json;
using Webhooks.Ingestion.Text;

namespace Webhooks.Ingestion.Vendors.SmartReach;

/// <summary>SmartReach, email outreach.</summary>
/// <param name="maxBytes">The most that a compressed body may inflate to.</param>
public sealed class SmartReachVendor(int maxBytes = Inflation.MaxBytes) : IVendor
{
    private const int MostExpansions = 3;

    /// <inheritdoc />
    public string Name => "smartreach";

    /// <inheritdoc />
    public string DisplayName => "SmartReach";

    /// <inheritdoc />
    public string Sample => """
        {"metadata":{"event_type":"email_opened","version":"v2","webhook_id":7,
        "webhook_url":"http://localhost/api/webhooks/smartreach","received_at":NOW},
        "data":[{"prospect":{"prospect_id":42,"prospect_email":"ada@example.com","first_name":"Ada",
        "last_name":"Lovelace","list":"Customers","company":"Example","city":"London","country":"United Kingdom",
        "timezone":"Europe/London","prospect_category":"Not categorized","created_at":1570000000000,
        "custom_fields":{}},
        "activity":{"created_at":NOW,"email_body":"<p>Hello Ada</p>","email_text_body":"Hello Ada",
        "email_subject":"Hello","email_from":"sales@example.com","email_to":"ada@example.com",
        "campaign_name":"Spring","campaign_step_name":"Day 1: Opening","clicked_url":null}}]}
        """;

    /// <inheritdoc />
    public MapResult Map(Delivery delivery)
    {
        BodyText text = BodyText.Of(delivery, maxBytes);
        if (text.Rejection is { } rejection)
            return MapResult.Rejected(rejection);

        DriftList found = default;
        text.NoteIn(ref found);
        MapResult result = MapJson(delivery, text.Utf8, 0);
        if (result.Rejection is { Reason: RejectionReasons.MalformedJson or RejectionReasons.UnexpectedShape })
            result = MapEnvelope(delivery, text, ref found) ?? result;
        if (text.IsBroken && result.Rejection is { Reason: RejectionReasons.MalformedJson })
            return MapResult.Rejected(Rejection.Unreadable);
        return result.With(found);
    }

    // All of what the envelope holds, or nothing of it.
    private static MapResult? MapEnvelope(Delivery delivery, BodyText text, ref DriftList found)
    {
        List<EngagementEvent> events = [];
        int count = 0;
        bool isEmpty = true;
        DriftList drift = found;
        IEnumerable<ReadOnlyMemory<byte>> webhooks =
            SmartReachEnvelope.Open(text, delivery.ContentType, out string name);
        drift.Add(DriftKinds.Envelope, "", Encoding.UTF8.GetBytes(name));
        foreach (ReadOnlyMemory<byte> webhook in webhooks)
        {
            MapResult result = MapJson(delivery, webhook, count);
            if (result.Rejection is not null)
                return null;
            isEmpty = false;
            count += result.Events.Count;
            if (count <= MapResult.SliceLength)
                events.AddRange(result.Events);
            foreach (Drift thing in result.Drift)
                drift.Add(thing.Kind, "", Encoding.UTF8.GetBytes(thing.Name), thing.Detail);
        }

        if (isEmpty)
            return null;
        found = drift;
        return count > MapResult.SliceLength
            ? MapResult.Sliced(count, () => MapEach(delivery, webhooks), default)
            : MapResult.Mapped(events);
    }

    private static IEnumerable<EngagementEvent> MapEach(Delivery delivery, IEnumerable<ReadOnlyMemory<byte>> webhooks)
    {
        int count = 0;
        foreach (ReadOnlyMemory<byte> webhook in webhooks)
        {
            IReadOnlyList<EngagementEvent> events = MapJson(delivery, webhook, count).Events;
            foreach (EngagementEvent mapped in events)
                yield return mapped;
            count += events.Count;
        }
    }

    private static MapResult MapJson(
        Delivery delivery, ReadOnlyMemory<byte> body, int firstIndex, int expansions = 0)
    {
        ReadOnlySpan<byte> json = body.Span;
        using PooledBytes data = new(1024);
        using PooledBytes scratch = new(256);
        SmartReachReader reader = new(json, JsonPlace.First, data, scratch);
        try
        {
            JsonLiterals.Check(json);
            if (!reader.Read())
                return MapResult.Rejected(RejectionReasons.UnexpectedShape, "The body is JSON, but not an object.");
        }
        catch (JsonException)
        {
            return MapResult.Rejected(reader.TooDeep ? Rejection.TooDeep : Rejection.Malformed);
        }

        if (reader.HasEmbedded && expansions < MostExpansions
            && EmbeddedJson.Expand(json, SmartReachEnvelope.Members) is { } expanded)
            return MapJson(delivery, expanded, firstIndex, expansions + 1).With(Embedded);

        SmartReachEvents events = new(delivery, json, json, scratch, in reader.Metadata);
        if (!events.HasName)
            return MapResult.Rejected(RejectionReasons.UnexpectedShape, "metadata.event_type is missing, or no text.");
        if (!reader.HasData)
            return MapResult.Rejected(
                RejectionReasons.UnexpectedShape, "data is missing, or neither an array nor an object.");

        events.NoteName(ref reader.Drift);
        if (reader.Count > MapResult.SliceLength)
            return new SmartReachSlices(delivery, body, reader.Metadata, reader.Elements, firstIndex)
                .Map(reader.Count, reader.Drift);
        EngagementEvent[] mapped = new EngagementEvent[reader.Count];
        ReadOnlySpan<SmartReachItem> items = reader.Items;
        for (int i = 0; i < mapped.Length; i++)
        {
            ReadOnlySpan<byte> copy = data.Slice(items[i].Data.Start, items[i].Data.Length);
            mapped[i] = events.Map(in items[i], ref reader.Drift, copy, firstIndex + i);
        }

        return MapResult.Mapped(mapped, reader.Drift.Items);
    }

    private static DriftList Embedded
    {
        get
        {
            DriftList drift = default;
            drift.Add(DriftKinds.Envelope, "", "json-text"u8);
            return drift;
        }
    }
}
