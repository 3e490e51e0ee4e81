using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Webhooks.Storage.Reading;

/// <summary>Where the next page begins: below a row key, and how wide a stretch of keys is worth asking for.</summary>
/// <param name="Below">The row key that ends the page before; the next page's rows are all less.</param>
/// <param name="Width">How much of the key space to read at once.</param>
internal readonly record struct PageCursor(string Below, long Width)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, KeySpace keys, [NotNullWhen(true)] out PageCursor? cursor)
    {
        cursor = null;
        Span<byte> utf8 = stackalloc byte[64];
        if (text.Length > 80
            || Base64Url.DecodeFromChars(text, utf8, out _, out int length) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        string[] parts = Encoding.ASCII.GetString(utf8[..length]).Split('.');
        if (parts.Length != 2
            || !keys.IsKey(parts[0])
            || !long.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long width)
            || width < 1)
        {
            return false;
        }

        cursor = new PageCursor(parts[0], width);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => Base64Url.EncodeToString(
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Below}.{Width:x}")));
}
