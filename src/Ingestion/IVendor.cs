namespace Webhooks.Ingestion;

/// <summary>
/// Maps one vendor's deliveries. Pure: no I/O, no clock, no logger, and never an exception for what is in a delivery.
/// </summary>
public interface IVendor
{
    /// <summary>The name in URLs, keys and columns: lower-case letters and digits, e.g. <c>smartreach</c>.</summary>
    string Name { get; }

    /// <summary>The name as the vendor spells it, for people to read, e.g. <c>SmartReach</c>.</summary>
    string DisplayName { get; }

    /// <summary>
    /// A JSON body as the vendor sends it, of one event, with <c>NOW</c> where it has the time in milliseconds since
    /// 1970; without apostrophes, so that it can be pasted into a shell. Line breaks are for the reader.
    /// </summary>
    string Sample { get; }

    /// <summary>
    /// Query parameters whose values are secrets of the customer's, in lower case: they are replaced before anything is
    /// stored, as our own key is. Mostly none.
    /// </summary>
    IReadOnlyList<string> SecretParameters => [];

    /// <summary>Maps a delivery; the same delivery always gives the same result.</summary>
    /// <returns>Its events, or why there are none.</returns>
    MapResult Map(Delivery delivery);
}
