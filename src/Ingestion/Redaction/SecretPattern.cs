using System.Text;

namespace Webhooks.Ingestion.Redaction;

/// <summary>
/// One secret as it is looked for: without the <c>=</c> behind it, which many spell in their own way, or leave out.
/// </summary>
internal sealed class SecretPattern
{
    private readonly byte[] _folded;
    private readonly int _padding;

    private SecretPattern(byte[] characters, int padding)
    {
        Literal = characters;
        _folded = [.. characters.Select(Fold)];
        _padding = padding;
        IsAnyScript = characters.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)0x7F);
    }

    /// <summary>The bytes where each character is spelled as itself.</summary>
    public byte[] Literal { get; }

    /// <summary>Its characters, a space for a plus.</summary>
    public ReadOnlySpan<byte> Characters => _folded;

    /// <summary>Whether it has characters that can be spelled by numbers beyond a byte.</summary>
    public bool IsAnyScript { get; }

    /// <summary>
    /// The patterns of a secret: itself, the base64 of any text that holds it, and the base64 of any text that holds
    /// that.
    /// </summary>
    public static IEnumerable<SecretPattern> Of(string secret)
    {
        string core = secret.TrimEnd('=');
        yield return new SecretPattern(Encoding.UTF8.GetBytes(core), secret.Length - core.Length);
        if (core.Contains('+', StringComparison.Ordinal))
            yield return new SecretPattern(Encoding.UTF8.GetBytes(core.Replace('+', ' ')), secret.Length - core.Length);

        foreach (byte[] once in Base64Of(Encoding.UTF8.GetBytes(core)))
        {
            yield return new SecretPattern(once, 0);
            foreach (byte[] twice in Base64Of(once))
                yield return new SecretPattern(twice, 0);
        }
    }

    // Three bytes are four digits: what they are depends on where in a group of three the text begins.
    private static IEnumerable<byte[]> Base64Of(byte[] text)
    {
        for (int start = 0; start < 3; start++)
        {
            int length = (text.Length - start) / 3 * 3;
            if (length < 6)
                continue;
            string digits = Convert.ToBase64String(text, start, length);
            yield return Encoding.ASCII.GetBytes(digits);
            if (digits.AsSpan().ContainsAny('+', '/'))
                yield return Encoding.ASCII.GetBytes(digits.Replace('+', '-').Replace('/', '_'));
        }
    }

    /// <summary>A query reads a plus as a space.</summary>
    public static byte Fold(byte character) => character == '+' ? (byte)' ' : character;

    /// <summary>Says whether the secret begins at a place, in any spelling.</summary>
    public bool IsAt(ReadOnlySpan<byte> text, int at, out int end)
    {
        if (IsAt(text, at, SpelledText.Plain, out end)
            || (IsAnyScript && IsAt(text, at, SpelledText.AnyScript, out end)))
            return true;
        return text[at..end].IndexOfAny((byte)'\\', (byte)'%', (byte)'&') >= 0
            && (IsAt(text, at, SpelledText.Nested, out end)
                || IsAt(text, at, SpelledText.NestedOnce, out end)
                || (IsAnyScript && (IsAt(text, at, SpelledText.NestedAnyScript, out end)
                    || IsAt(text, at, SpelledText.NestedOnceAnyScript, out end))));
    }

    private bool IsAt(ReadOnlySpan<byte> text, int at, SpelledText spelling, out int end)
    {
        end = at;
        Span<byte> utf8 = stackalloc byte[4];
        for (int i = 0; i < _folded.Length;)
        {
            int length = spelling.ReadUtf8(text, ref end, utf8);
            if (length == 0 || length > _folded.Length - i)
                return false;
            for (int read = 0; read < length; read++, i++)
            {
                if (Fold(utf8[read]) != _folded[i])
                    return false;
            }
        }

        end = Padded(text, end);
        return true;
    }

    /// <summary>The end of the secret whose last character but <c>=</c> ends at a place.</summary>
    public int Padded(ReadOnlySpan<byte> text, int end)
    {
        for (int i = 0; i < _padding; i++)
        {
            (int plain, int nested) = (end, end);
            if (SpelledText.Plain.Read(text, ref plain) == '=')
                end = plain;
            else if (SpelledText.Nested.Read(text, ref nested) == '=')
                end = nested;
            else
                break;
        }

        return end;
    }
}
