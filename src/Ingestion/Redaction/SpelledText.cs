using System.Text;

namespace Webhooks.Ingestion.Redaction;

/// <summary>
/// Reads text a character at a time, whatever it is spelled as: percent-escapes, JSON's and JavaScript's escapes,
/// HTML's
/// entities, each within any other, and the zero bytes of UTF-16 and UTF-32. It knows nothing of where a string or a
/// value begins: any place may be read from. Of backslashes in a row nobody can know which escape which, so there are
/// three ways to read them.
/// </summary>
/// <param name="isLastItsOwn">
/// False: all of a run of backslashes spell the character behind it, as in JSON in JSON. True: the last spells the
/// letter of the others' escape.
/// </param>
/// <param name="isOnce">True: a letter that was spelled so is not the letter of another escape, but a u or x.</param>
/// <param name="isWide">True: characters beyond a byte that are spelled by their numbers are read, too.</param>
internal readonly struct SpelledText(bool isLastItsOwn, bool isOnce, bool isWide = false)
{
    /// <summary>Reads a run of backslashes as spelling one character.</summary>
    public static readonly SpelledText Plain = new(isLastItsOwn: false, isOnce: false);

    /// <summary>Reads the last of a run of backslashes as spelling another's letter.</summary>
    public static readonly SpelledText Nested = new(isLastItsOwn: true, isOnce: false);

    /// <summary>As <see cref="Nested"/>, for a secret with a u or x and digits behind it.</summary>
    public static readonly SpelledText NestedOnce = new(isLastItsOwn: true, isOnce: true);

    /// <summary>As <see cref="Plain"/>, with the characters of every script; see <see cref="Wide"/>.</summary>
    public static readonly SpelledText AnyScript = new(isLastItsOwn: false, isOnce: false, isWide: true);

    /// <summary>As <see cref="Nested"/>, with the characters of every script.</summary>
    public static readonly SpelledText NestedAnyScript = new(isLastItsOwn: true, isOnce: false, isWide: true);

    /// <summary>As <see cref="NestedOnce"/>, with the characters of every script.</summary>
    public static readonly SpelledText NestedOnceAnyScript = new(isLastItsOwn: true, isOnce: true, isWide: true);

    /// <summary>
    /// Marks the number of a character (or of half of a surrogate pair) that was spelled by it, from 128 on: anything
    /// less is a byte.
    /// </summary>
    public const int Wide = 1 << 24;

    /// <summary>No character: the text's end.</summary>
    public const int End = -1;

    private const int Deepest = 8;
    private const int None = -1;
    private const int MostZeros = 3; // between two characters, in UTF-32
    private const int MostDigits = 8;
    private const int MostBackslashes = 16; // JSON in JSON, four times

    /// <summary>Reads a character.</summary>
    /// <param name="at">Where; afterwards the place behind it.</param>
    /// <returns>A byte: a character of ASCII, or one of UTF-8's bytes; <see cref="End"/> where there is none.</returns>
    public int Read(ReadOnlySpan<byte> text, ref int at) => Read(text, ref at, 0, out _);

    /// <summary>
    /// Reads a character as the bytes that it has in UTF-8; half of a pair is read with its other half.
    /// </summary>
    /// <param name="at">Where; afterwards the place behind it.</param>
    /// <param name="utf8">Takes up to four bytes.</param>
    /// <returns>How many they are; none at the text's end.</returns>
    public int ReadUtf8(ReadOnlySpan<byte> text, ref int at, Span<byte> utf8)
    {
        int character = Read(text, ref at);
        if (character == End)
            return 0;
        if (character < Wide)
        {
            utf8[0] = (byte)character;
            return 1;
        }

        int number = character & ~Wide;
        if (number <= char.MaxValue && char.IsHighSurrogate((char)number))
        {
            int next = at;
            int low = Read(text, ref next) & ~Wide;
            if (low is >= 0xDC00 and <= 0xDFFF)
                (number, at) = (char.ConvertToUtf32((char)number, (char)low), next);
        }

        return (Rune.IsValid(number) ? new Rune(number) : Rune.ReplacementChar).EncodeToUtf8(utf8);
    }

    private int Read(ReadOnlySpan<byte> text, ref int at, int depth, out Backslash backslash)
    {
        backslash = Backslash.None;
        for (int zeros = 0; zeros < MostZeros && at < text.Length && text[at] == 0; zeros++)
            at++;
        if (at >= text.Length)
            return End;

        int character = text[at++];
        while (depth < Deepest && character is '\\' or '%' or '&')
        {
            int next = at;
            Backslash how = Backslash.None;
            int decoded = character switch
            {
                '\\' => ReadBackslash(text, ref next, depth + 1, out how),
                '%' => ReadPercent(text, ref next, depth + 1),
                _ => ReadEntity(text, ref next, depth + 1),
            };
            if (decoded is None)
                break;
            backslash = how > backslash ? how : backslash;
            (character, at) = (decoded, next);
            if (++depth >= Deepest)
                break;
        }

        return character;
    }

    // JSON that is encoded n times has up to 2^n backslashes in front of one character: a run of them is as good as
    // one.
    private int ReadBackslash(ReadOnlySpan<byte> text, ref int at, int depth, out Backslash how)
    {
        how = Backslash.Escape;
        int start = at;
        while (at < text.Length && at - start < MostBackslashes && text[at] == '\\'
            && !(isLastItsOwn && IsLast(text, at)))
            at++;
        int escape = Read(text, ref at, depth, out Backslash inner);
        if (escape == '\\')
            return escape;
        if (inner != Backslash.None)
        {
            int next = at;
            bool mayBeLetter = isLastItsOwn && (escape is 'u' or 'x') && !(isOnce && inner == Backslash.Letter);
            int spelled = mayBeLetter ? ReadHex(text, ref next, escape == 'u' ? 4 : 2, depth) : None;
            at = spelled is None ? at : next;
            how = spelled is None ? inner : Backslash.Letter;
            return spelled is None ? escape : spelled;
        }

        return escape switch
        {
            'u' => ReadHex(text, ref at, 4, depth),
            'x' => ReadHex(text, ref at, 2, depth),
            '"' or '/' or '\'' => escape,
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'b' => '\b',
            'f' => '\f',
            _ => Back(ref at, start),
        };
    }

    private int ReadPercent(ReadOnlySpan<byte> text, ref int at, int depth)
    {
        int first = Read(text, ref at, depth, out _);
        if (first is 'u' or 'U')
            return ReadHex(text, ref at, 4, depth);
        int high = Digit(first);
        if (high < 0 || Digit(Read(text, ref at, depth, out _)) is not (>= 0 and var low))
            return None;
        return (high | low) == 0 ? None : (high << 4) | low;
    }

    private int ReadEntity(ReadOnlySpan<byte> text, ref int at, int depth)
    {
        Span<char> name = stackalloc char[HtmlEntities.Longest];
        int length = 0;
        int character = Read(text, ref at, depth, out _);
        if (character == '#')
            return ReadNumber(text, ref at, depth);
        while (length < name.Length && character is >= 0 and < 0x80 && char.IsAsciiLetter((char)character))
        {
            name[length++] = (char)character;
            character = Read(text, ref at, depth, out _);
        }

        return character == ';' && HtmlEntities.TryFind(name[..length], out char found) ? found : None;
    }

    // Browsers do without the semicolon.
    private int ReadNumber(ReadOnlySpan<byte> text, ref int at, int depth)
    {
        int next = at;
        int @base = 10;
        if (Read(text, ref next, depth, out _) is 'x' or 'X')
            (@base, at) = (16, next);
        int number = 0;
        int digits = 0;
        while (digits < MostDigits)
        {
            next = at;
            int digit = Digit(Read(text, ref next, depth, out _));
            if (digit < 0 || digit >= @base)
                break;
            number = (number * @base) + digit;
            digits++;
            at = next;
        }

        next = at;
        if (Read(text, ref next, depth, out _) == ';')
            at = next;
        return digits == 0 || number <= 0 ? None
            : number < 0x80 ? number
            : isWide && number <= 0x10FFFF ? number | Wide
            : None;
    }

    private int ReadHex(ReadOnlySpan<byte> text, ref int at, int length, int depth)
    {
        int number = 0;
        for (int i = 0; i < length; i++)
        {
            int digit = Digit(Read(text, ref at, depth, out _));
            if (digit < 0)
                return None;
            number = (number << 4) | digit;
        }

        return isWide && number >= 0x80 ? number | Wide : number is > 0 and < 0x100 ? number : None;
    }

    private static bool IsLast(ReadOnlySpan<byte> text, int at) => at + 1 < text.Length && text[at + 1] != '\\';

    private static int Digit(int character) => character switch
    {
        >= '0' and <= '9' => character - '0',
        >= 'a' and <= 'f' => character - 'a' + 10,
        >= 'A' and <= 'F' => character - 'A' + 10,
        _ => None,
    };

    // How a backslash took part in a character: not, as its escape, or as the letter of another's escape.
    private enum Backslash
    {
        None,
        Escape,
        Letter,
    }

    private static int Back(ref int at, int start)
    {
        at = start;
        return None;
    }
}
