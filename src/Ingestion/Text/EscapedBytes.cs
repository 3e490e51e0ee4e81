using System.Buffers;
using System.Globalization;
using System.Text;

namespace Webhooks.Ingestion.Text;

/// <summary>
/// Keeps bytes that are no character as <c>%C3</c>, so that nothing is lost, two texts stay two, and JSON stays JSON.
/// </summary>
internal sealed class EscapedBytes : DecoderFallback
{
    /// <summary>True once something was escaped.</summary>
    public bool WasNeeded { get; private set; }

    /// <inheritdoc />
    public override int MaxCharCount => 3 * 4;

    /// <summary>Makes UTF-8 valid: what is no character in it is escaped.</summary>
    /// <param name="text">UTF-8, broken or not.</param>
    public static byte[] Escape(ReadOnlySpan<byte> text)
    {
        ArrayBufferWriter<byte> output = new(text.Length + 64);
        while (!text.IsEmpty)
        {
            int valid = ValidLength(text, out int broken);
            output.Write(text[..valid]);
            foreach (byte b in text.Slice(valid, broken))
                output.Write(Encoding.ASCII.GetBytes(Of(b)));
            text = text[(valid + broken)..];
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>How a byte is kept.</summary>
    public static string Of(byte value) => value.ToString("X2", CultureInfo.InvariantCulture).Insert(0, "%");

    /// <summary>
    /// The bytes up to the first that are no character, and how many these are: 0 at the end of the text.
    /// </summary>
    public static int ValidLength(ReadOnlySpan<byte> text, out int broken)
    {
        int valid = 0;
        broken = 0;
        while (valid < text.Length)
        {
            if (text[valid] < 0x80)
            {
                int next = text[valid..].IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
                valid = next < 0 ? text.Length : valid + next;
                continue;
            }

            if (Rune.DecodeFromUtf8(text[valid..], out _, out int length) != OperationStatus.Done)
            {
                broken = length;
                return valid;
            }

            valid += length;
        }

        return valid;
    }

    /// <inheritdoc />
    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer(this);

    private sealed class Buffer(EscapedBytes owner) : DecoderFallbackBuffer
    {
        private string _escaped = "";
        private int _next;

        public override int Remaining => _escaped.Length - _next;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            owner.WasNeeded = true;
            _escaped = string.Concat(bytesUnknown.Select(Of));
            _next = 0;
            return true;
        }

        public override char GetNextChar() => _next < _escaped.Length ? _escaped[_next++] : '\0';

        public override bool MovePrevious()
        {
            if (_next == 0)
                return false;
            _next--;
            return true;
        }

        public override void Reset()
        {
            _escaped = "";
            _next = 0;
        }
    }
}
