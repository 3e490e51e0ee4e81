namespace Webhooks.Ingestion;

/// <summary>
/// Something a vendor sends that our picture of it does not have yet. Holds names, never values of a person.
/// </summary>
/// <param name="Kind">One of <see cref="DriftKinds"/>.</param>
/// <param name="Name">
/// The event's, field's or channel's name; for a field its path, e.g. <c>data.prospect.phone</c>.
/// </param>
/// <param name="Detail">For a type: what came instead, e.g. <c>string</c>; else empty.</param>
public readonly record struct Drift(string Kind, string Name, string Detail);
