using System.Text.Json;

namespace Webhooks.Ingestion.Json;

/// <summary>A place in a JSON text from which a reader goes on, so that a long one is read in slices.</summary>
/// <param name="Start">The first byte that was not read.</param>
/// <param name="State">What the reader knew there.</param>
/// <param name="Index">How many elements lie before it.</param>
internal readonly record struct JsonPlace(int Start, JsonReaderState State, int Index)
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = JsonDepth.Limit + 1 };

    /// <summary>The place where a text begins.</summary>
    public static JsonPlace First => new(0, new JsonReaderState(Options), 0);

    /// <summary>Where a reader stands that began here.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="read">How many elements it has read.</param>
    public JsonPlace After(ref readonly Utf8JsonReader reader, int read) =>
        new(Start + (int)reader.BytesConsumed, reader.CurrentState, Index + read);

    /// <summary>Makes a reader that goes on here; its places count from <see cref="Start"/>.</summary>
    /// <param name="json">The whole text.</param>
    public Utf8JsonReader Open(ReadOnlySpan<byte> json) => new(json[Start..], isFinalBlock: true, State);
}
