using Azure.Core;

namespace Webhooks.Simulation.Wire;

/// <summary>
/// A request as it would be on the wire, apart from the client that made it: it may arrive when that is long gone.
/// </summary>
/// <param name="Method">The verb.</param>
/// <param name="Path">Percent-encoded, without the leading slash.</param>
/// <param name="Query">Percent-encoded, with the question mark, or empty.</param>
/// <param name="Body">The body, empty where there is none.</param>
internal sealed record WireRequest(string Method, string Path, string Query, ReadOnlyMemory<byte> Body)
{
    [ThreadStatic]
    private static MemoryStream? _room;

    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    public bool IsQueue { get; init; }

    /// <summary>Which version of the app asks.</summary>
    public int Version { get; init; }

    public string? IfMatch { get; init; }

    public string? ContentType { get; init; }

    /// <summary>Whether an insert is to be answered with the row.</summary>
    public bool WantsContent { get; init; }

    /// <summary>A queue's own, without their prefix.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = None;

    public static WireRequest From(Request request) => new(
        request.Method.Method, request.Uri.Path.TrimStart('/'), request.Uri.Query, BodyOf(request.Content))
    {
        IfMatch = request.Headers.TryGetValue("If-Match", out string? etag) ? etag : null,
        ContentType = request.Headers.TryGetValue("Content-Type", out string? type) ? type : null,
        WantsContent = !request.Headers.TryGetValue("Prefer", out string? prefer) || prefer != "return-no-content",
        Metadata = request.Method == RequestMethod.Put ? MetadataOf(request) : None,
    };

    /// <summary>A query parameter, decoded; null where it is not there.</summary>
    public string? Parameter(string name)
    {
        ReadOnlySpan<char> rest = Query.AsSpan().TrimStart('?');
        foreach (Range range in rest.Split('&'))
        {
            ReadOnlySpan<char> pair = rest[range];
            if (pair.Length > name.Length && pair[name.Length] == '='
                && pair.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                return Uri.UnescapeDataString(pair[(name.Length + 1)..]);
        }

        return null;
    }

    private static byte[] BodyOf(RequestContent? content)
    {
        if (content is null)
            return [];
        MemoryStream room = _room ??= new MemoryStream(64 * 1024);
        room.SetLength(0);
        content.WriteTo(room, CancellationToken.None);
        return room.ToArray();
    }

    private static Dictionary<string, string> MetadataOf(Request request) => request.Headers
        .Where(header => header.Name.StartsWith("x-ms-meta-", StringComparison.OrdinalIgnoreCase))
        .ToDictionary(
            header => header.Name["x-ms-meta-".Length..], header => header.Value, StringComparer.OrdinalIgnoreCase);
}
