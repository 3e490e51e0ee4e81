namespace Webhooks.Storage.Drift;

/// <summary>Something that a vendor sends and its mapper does not know yet: a row of <c>SchemaDrift</c>.</summary>
/// <param name="Kind">One of <see cref="Ingestion.DriftKinds"/>.</param>
/// <param name="Detail">More, e.g. the JSON type; may be empty.</param>
/// <param name="FirstSeen">When it came first, in UTC.</param>
/// <param name="LastSeen">When it came last, in UTC.</param>
/// <param name="Count">How often, about.</param>
public sealed record SeenDrift(
    string Vendor,
    string Kind,
    string Name,
    string Detail,
    DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen,
    long Count,
    string SampleDeliveryId);
