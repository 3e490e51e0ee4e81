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

    /// <summary>What it is written in.</summary>
    public string Encoding { get; } = Utf8.IsValid(Bytes.Span) ? "text" : "base64";

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
