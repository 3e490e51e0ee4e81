using System.Security.Cryptography;
using System.Text;
using Webhooks.Ingestion;

namespace Webhooks.Storage.Destinations;

/// <summary>Where events are sent on to; from the settings <c>Destinations__{name}__*</c>.</summary>
/// <param name="Name">1 to 32 of <c>a-z</c>, <c>0-9</c> and <c>-</c>.</param>
/// <param name="Url">Absolute; may hold a key of the receiver's in its query, so it is not shown.</param>
public sealed record Destination(string Name, Uri Url)
{
    /// <summary>Signs requests as Standard Webhooks has it: <c>whsec_</c> and base64; null signs none.</summary>
    public string? Secret { get; init; }

    /// <summary>Types that are sent, such as <c>message.sent</c> or <c>message.*</c>; empty sends all.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Vendors whose events are sent; empty sends all.</summary>
    public IReadOnlyList<string> Vendors { get; init; } = [];

    /// <summary>How events are sent.</summary>
    public DestinationFormat Format { get; init; }

    /// <summary>Whether a request holds many events; else one.</summary>
    public bool IsBatch => Format == DestinationFormat.CloudEventsBatch;

    /// <summary>Further headers of each request, such as a key of the receiver's.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The most requests a second that one instance sends; null sets no limit.</summary>
    public double? MaxPerSecond { get; init; }

    /// <summary>
    /// Stands for all of its settings, the secret ones included, of which it reveals nothing: changed, it is another
    /// destination to whoever switched it off.
    /// </summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n',
        [
            Name, Url.AbsoluteUri, Secret ?? "", string.Join(',', Types), string.Join(',', Vendors),
            Format == DestinationFormat.Json ? "json" : $"{IsBatch}",
            .. Headers.OrderBy(header => header.Key, StringComparer.Ordinal)
                .Select(header => $"{header.Key}:{header.Value}"),
        ]))).AsSpan(0, 16));

    /// <summary>Whether an event is sent there.</summary>
    public bool Wants(EngagementEvent e) =>
        (Vendors.Count == 0 || Vendors.Contains(e.Vendor)) && (Types.Count == 0 || Types.Any(type => Is(type, e.Type)));

    /// <summary>Never shows the address or what is secret.</summary>
    public override string ToString() => Name;

    /// <summary>Whether a type is meant by a name of one, or of all of a noun.</summary>
    /// <param name="pattern"><c>message.sent</c> or <c>message.*</c>.</param>
    public static bool Is(string pattern, string type) => pattern.EndsWith(".*", StringComparison.Ordinal)
        ? type.AsSpan().StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal)
        : type == pattern;
}

/// <summary>How events are sent to a destination.</summary>
public enum DestinationFormat
{
    /// <summary>A CloudEvent a request.</summary>
    CloudEvent,

    /// <summary>A batch of CloudEvents a request.</summary>
    CloudEventsBatch,

    /// <summary>
    /// A CloudEvent a request, as <c>application/json</c>, for receivers that read nothing else.
    /// </summary>
    Json,
}

/// <summary>Every destination that is configured.</summary>
/// <param name="all">Those of the settings; none sends nothing on, and costs nothing.</param>
public sealed class DestinationList(params IReadOnlyList<Destination> all)
{
    /// <summary>All, in the order of their names.</summary>
    public IReadOnlyList<Destination> All { get; } =
        [.. all.OrderBy(destination => destination.Name, StringComparer.Ordinal)];

    /// <summary>Finds one.</summary>
    /// <returns>Null where none of that name is configured.</returns>
    public Destination? Find(string name) => All.FirstOrDefault(destination => destination.Name == name);

    /// <summary>Whether an event is sent anywhere.</summary>
    public bool Wants(EngagementEvent e) => All.Any(destination => destination.Wants(e));
}
