using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Webhooks.Functions.Operations;

/// <summary>
/// A delivery's body in an answer: as text where it is UTF-8, else in Base64. Written piece by piece, since a text that
/// is escaped at once takes fifteen times its length.
/// </summary>
/// <param name="Bytes">The body.</param>
[JsonConverter(typeof(Converter))]
internal sealed record TracedBody(ReadOnlyMemory<byte> Bytes)
{
    private const int PieceBytes = 16 * 1024;

    // An answer is held in memory as a whole, several times over on its way to the host.
    private const int MaxEscapes = 1024 * 1024;

    /// <summary>What it is written in: text of which JSON would make several times as much is bytes, too.</summary>
    public string Encoding { get; } =
        Utf8.IsValid(Bytes.Span) && EscapesIn(Bytes.Span) <= MaxEscapes ? "text" : "base64";

    private static int EscapesIn(ReadOnlySpan<byte> text)
    {
        int escapes = text.Count((byte)'"') + text.Count((byte)'\\');
        for (byte control = 0; control < ' '; control++)
            escapes += 5 * text.Count(control);
        return escapes;
    }

    private sealed class Converter : JsonConverter<TracedBody>
    {
        public override TracedBody Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, TracedBody value, JsonSerializerOptions options)
        {
            ReadOnlySpan<byte> rest = value.Bytes.Span;
            do
            {
                ReadOnlySpan<byte> piece = rest[..Math.Min(PieceBytes, rest.Length)];
                rest = rest[piece.Length..];
                if (value.Encoding == "text")
                    writer.WriteStringValueSegment(piece, isFinalSegment: rest.IsEmpty);
                else
                    writer.WriteBase64StringSegment(piece, isFinalSegment: rest.IsEmpty);
            }
            while (!rest.IsEmpty);
        }
    }
}
