using Webhooks.Ingestion.Json;

namespace Webhooks.Ingestion;

/// <summary>
/// Collects what is new in a delivery: each thing once, at most <see cref="Limit"/>, names shortened and cleaned. A
/// name is text from outside, so it is not trusted to be short, harmless or free of a person's data.
/// </summary>
internal struct DriftList
{
    /// <summary>The most that one delivery reports; a later delivery reports the rest.</summary>
    public const int Limit = 50;

    /// <summary>The longest name, in UTF-16 units.</summary>
    public const int NameLength = 128;

    private List<Drift>? _drift;

    /// <summary>What was collected, or null.</summary>
    public readonly IReadOnlyList<Drift>? Items => _drift;

    /// <summary>Adds one, if it is not there yet.</summary>
    /// <param name="kind">One of <see cref="DriftKinds"/>.</param>
    /// <param name="path">What comes before the name, e.g. <c>data.prospect.</c>.</param>
    /// <param name="name">The name as the vendor wrote it, UTF-8.</param>
    /// <param name="detail">As <see cref="Drift.Detail"/>.</param>
    public void Add(string kind, string path, ReadOnlySpan<byte> name, string detail = "")
    {
        if (_drift?.Count >= Limit)
            return;

        Span<char> cleaned = stackalloc char[NameLength];
        path.CopyTo(cleaned);
        int length = path.Length;
        foreach (byte b in name[..JsonEscapes.Utf8Boundary(name, NameLength - length)])
            cleaned[length++] = IsHarmless(b) ? (char)b : '?';

        foreach (Drift known in _drift ?? [])
        {
            if (known.Kind == kind && known.Detail == detail && cleaned[..length].SequenceEqual(known.Name))
                return;
        }

        (_drift ??= []).Add(new Drift(kind, cleaned[..length].ToString(), detail));
    }

    private static bool IsHarmless(byte b) =>
        char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'-' or (byte)'.' or (byte)' ';
}
