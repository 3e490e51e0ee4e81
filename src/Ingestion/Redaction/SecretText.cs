using System.Buffers;
using System.Text;

namespace Webhooks.Ingestion.Redaction;

/// <summary>
/// Finds secrets in bytes, in every spelling that <see cref="SpelledText"/> reads, and replaces them.
/// </summary>
internal sealed class SecretText
{
    /// <summary>What takes a secret's place.</summary>
    public const string Replacement = "REDACTED";

    /// <summary>A shorter one is no key of Azure's, and would be found all over a body.</summary>
    public const int MinLength = 8;

    private static readonly SearchValues<byte> Spelled = SearchValues.Create("\\%&\0"u8);
    internal static readonly byte[] ReplacementBytes = Encoding.ASCII.GetBytes(Replacement);

    private static readonly byte[] Zeros = new byte[3]; // between two characters of UTF-32

    private readonly SecretPattern[] _patterns;
    private readonly SearchValues<byte> _starts;
    private readonly bool[] _characters = new bool[256];
    private readonly bool _isAnyScript;

    /// <summary>Prepares a search.</summary>
    /// <param name="secrets">The secrets; those shorter than <see cref="MinLength"/> are not looked for.</param>
    public SecretText(IEnumerable<string> secrets)
    {
        _patterns = [.. secrets.Where(secret => secret.Length >= MinLength).Distinct().SelectMany(SecretPattern.Of)];
        _starts = SearchValues.Create([.. _patterns.Select(pattern => pattern.Literal[0]), .. "\\%&+ "u8]);
        foreach (SecretPattern pattern in _patterns)
        {
            foreach (byte character in pattern.Characters)
                _characters[character] = true;
        }

        _isAnyScript = Array.Exists(_patterns, pattern => pattern.IsAnyScript);
    }

    /// <summary>Replaces the secrets.</summary>
    /// <returns>The bytes without them; null where there are none.</returns>
    public byte[]? Redact(ReadOnlySpan<byte> text)
    {
        if (_patterns.Length == 0)
            return null;
        bool isSpelled = IsSpelled(text);
        SecretPattern[] patterns = isSpelled ? _patterns : Literal(text);
        if (patterns.Length == 0)
            return null;
        ArrayBufferWriter<byte>? output = null;
        int copied = 0;
        int at = 0;
        while (isSpelled ? TryFindSpelled(text, ref at, out int end) : TryFindLiteral(patterns, text, ref at, out end))
        {
            output ??= new ArrayBufferWriter<byte>(text.Length);
            output.Write(text[copied..at]);
            copied = at = Replace(text, at, end, ReplacementBytes, output);
        }

        if (output is null)
            return null;
        output.Write(text[copied..]);
        return output.WrittenSpan.ToArray();
    }

    // Whether a character of a secret is spelled otherwise than as itself; else only the literal ones need be looked
    // for.
    private bool IsSpelled(ReadOnlySpan<byte> text)
    {
        for (int at = text.IndexOfAny(Spelled); at >= 0;)
        {
            if (text[at] == 0)
                return true;
            if (SpellsCharacter(text, at, SpelledText.Plain) || SpellsCharacter(text, at, SpelledText.Nested)
                || (_isAnyScript && SpellsCharacter(text, at, SpelledText.AnyScript)))
                return true;
            int step = text[(at + 1)..].IndexOfAny(Spelled);
            at = step < 0 ? step : at + 1 + step;
        }

        return false;
    }

    private bool SpellsCharacter(ReadOnlySpan<byte> text, int at, SpelledText spelling)
    {
        int next = at;
        int character = spelling.Read(text, ref next);
        return next > at + 1
            && (character >= SpelledText.Wide || _characters[SecretPattern.Fold((byte)character)]);
    }

    // Those that are there: mostly none, and else one.
    private SecretPattern[] Literal(ReadOnlySpan<byte> text)
    {
        List<SecretPattern>? found = null;
        foreach (SecretPattern pattern in _patterns)
        {
            if (text.IndexOf(pattern.Literal) >= 0)
                (found ??= []).Add(pattern);
        }

        return found is null ? [] : [.. found];
    }

    private static bool TryFindLiteral(
        SecretPattern[] patterns, ReadOnlySpan<byte> text, ref int at, out int end)
    {
        int first = -1;
        end = 0;
        foreach (SecretPattern pattern in patterns)
        {
            int found = text[at..].IndexOf(pattern.Literal);
            if (found < 0 || (first >= 0 && found >= first))
                continue;
            first = found;
            end = pattern.Padded(text, at + found + pattern.Literal.Length);
        }

        at += Math.Max(first, 0);
        return first >= 0;
    }

    private bool TryFindSpelled(ReadOnlySpan<byte> text, ref int at, out int end)
    {
        for (; text[at..].IndexOfAny(_starts) is var step and >= 0; at++)
        {
            at += step;
            byte first = First(text, at, SpelledText.Plain);
            bool isSpelled = text[at] is (byte)'\\' or (byte)'%' or (byte)'&';
            byte other = isSpelled ? First(text, at, SpelledText.Nested) : first;
            foreach (SecretPattern pattern in _patterns)
            {
                byte begins = pattern.Characters[0];
                bool mayBegin = begins == first || begins == other || (isSpelled && pattern.IsAnyScript);
                if (mayBegin && pattern.IsAt(text, at, out end))
                    return true;
            }
        }

        end = 0;
        return false;
    }

    private static byte First(ReadOnlySpan<byte> text, int at, SpelledText spelling) =>
        SecretPattern.Fold((byte)spelling.Read(text, ref at));

    // In UTF-16 and UTF-32 each character has zero bytes beside it, and what takes its place has as many. Gives the
    // place behind what was replaced.
    internal static int Replace(
        ReadOnlySpan<byte> text, int start, int end, ReadOnlySpan<byte> replacement, ArrayBufferWriter<byte> output)
    {
        int zeros = ZerosAt(text, start + 1);
        int behind = Math.Min(zeros, ZerosAt(text, end));
        if (zeros == 0)
        {
            output.Write(replacement);
            return end;
        }

        for (int i = 0; i < replacement.Length; i++)
        {
            output.Write(replacement.Slice(i, 1));
            output.Write(Zeros.AsSpan(0, i < replacement.Length - 1 ? zeros : behind));
        }

        return end + behind;
    }

    private static int ZerosAt(ReadOnlySpan<byte> text, int at)
    {
        int zeros = 0;
        while (zeros < Zeros.Length && at + zeros < text.Length && text[at + zeros] == 0)
            zeros++;
        return zeros;
    }
}
