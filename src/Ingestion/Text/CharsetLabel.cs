using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Webhooks.Ingestion.Text;

/// <summary>
/// Finds the character set that a label names: as WHATWG's Encoding standard has them, as Java does, and whatever else
/// .NET knows. Case, white space, quotes, and <c>-</c>, <c>_</c>, <c>:</c> do not matter.
/// </summary>
internal static class CharsetLabel
{
    private const int Longest = 40;

    private static readonly SearchValues<char> AfterLabel = SearchValues.Create("\"';, \t");

    // What .NET does not find under the label, folded, or would find as another than browsers and Java do. The code
    // page is what has the characters that senders put there: browsers read ISO-8859-1 and US-ASCII as windows-1252.
    // https://encoding.spec.whatwg.org/#names-and-labels,
    // https://docs.oracle.com/en/java/javase/21/intl/supported-encodings.html
    private static readonly FrozenDictionary<string, int> CodePages = new Dictionary<int, string>
    {
        [1252] = "ansix341968 ascii ascii7 iso646us us usascii iso646irv1991 cp1252 xcp1252 windows1252 ansi cp367 "
            + "ibm367 "
            + "iso88591 iso885911987 8859 l1 latin1 isoir100 cp819 ibm819 csisolatin1",
        [1250] = "cp1250 xcp1250",
        [1251] = "cp1251 xcp1251",
        [1253] = "cp1253 xcp1253",
        [1254] = "cp1254 xcp1254 iso88599 iso885991989 latin5 l5 isoir148 csisolatin5 cp920 ibm920",
        [1255] = "cp1255 xcp1255",
        [1256] = "cp1256 xcp1256",
        [1257] = "cp1257 xcp1257",
        [1258] = "cp1258 xcp1258",
        [28592] = "iso88592 iso885921987 latin2 l2 isoir101 csisolatin2 cp912 ibm912",
        [28593] = "iso88593 iso885931988 latin3 l3 isoir109 csisolatin3 cp913 ibm913",
        [28594] = "iso88594 iso885941988 latin4 l4 isoir110 csisolatin4 cp914 ibm914",
        [28595] = "iso88595 iso885951988 cyrillic isoir144 csisolatincyrillic cp915 ibm915",
        [28596] = "iso88596 iso885961987 arabic asmo708 ecma114 isoir127 csisolatinarabic iso88596e iso88596i cp1089",
        [28597] = "iso88597 iso885971987 greek greek8 ecma118 elot928 isoir126 csisolatingreek suneugreek cp813",
        [28598] = "iso88598 iso885981988 iso88598e hebrew visual isoir138 csisolatinhebrew cp916 iso88598i logical",
        [28603] = "iso885913 latin7 l7",
        [28605] = "iso885915 iso885915fdis latin9 latin0 l9 csisolatin9 csisolatin0 cp923 ibm923",
        [874] = "windows874 dos874 tis620 tis6202533 iso885911 xiso885911 cp874 xibm874 ibm874 xwindows874",
        [866] = "ibm866 866 cp866 csibm866",
        [20866] = "koi8r koi8 koi cskoi8r",
        [21866] = "koi8u koi8ru",
        [10000] = "macintosh mac csmacintosh xmacroman macroman",
        [10007] = "xmaccyrillic xmacukrainian maccyrillic",
        [932] = "shiftjis sjis xsjis mskanji ms932 cp932 cp943 cp943c ibm943 windows31j cswindows31j csshiftjis "
            + "windows932 pck",
        [51932] = "eucjp xeucjp cseucpkdfmtjapanese eucjis ujis eucjplinux xeucjplinux eucjpopen eucjpms cp33722",
        [50220] = "iso2022jp csiso2022jp jis jisencoding iso2022jp1 iso2022jp2 xwindowsiso2022jp xwindows50220 "
            + "xwindows50221",
        [949] = "euckr cseuckr korean ksc5601 ksc56011987 ksc56011989 isoir149 csksc56011987 windows949 xwindows949 "
            + "ms949 "
            + "cp949 cp949c uhc 5601 ibm949 cp970 ibm970",
        [50225] = "iso2022kr csiso2022kr",
        [936] = "gbk gb2312 gb231280 chinese csgb2312 csiso58gb231280 isoir58 xgbk ms936 cp936 windows936 xmswin936 "
            + "euccn xeuccn",
        [54936] = "gb18030 gb180302000 gb180302022",
        [950] = "big5 big5hkscs cnbig5 csbig5 xxbig5 ms950 cp950 windows950 xwindows950 big5solaris xbig5solaris "
            + "ms950hkscs",
    }
    .SelectMany(page => page.Value.Split(' ').Distinct().Select(name => (name, page.Key)))
    .DistinctBy(pair => pair.name)
    .ToFrozenDictionary(pair => pair.name, pair => pair.Key);

    /// <summary>The label in a Content-Type header, as sent; empty where it has none.</summary>
    /// <param name="contentType">The header, or null.</param>
    public static ReadOnlySpan<char> In(string? contentType)
    {
        const string parameter = "charset";
        ReadOnlySpan<char> rest = contentType;
        while (rest.IndexOf(parameter, StringComparison.OrdinalIgnoreCase) is var at and >= 0)
        {
            rest = rest[(at + parameter.Length)..].TrimStart();
            if (!rest.StartsWith('='))
                continue;
            rest = rest[1..].TrimStart(" \t\"'");
            int end = rest.IndexOfAny(AfterLabel);
            return end < 0 ? rest : rest[..end];
        }

        return [];
    }

    /// <summary>Finds the character set.</summary>
    /// <param name="fallback">What becomes of bytes that are no character in it.</param>
    /// <returns>
    /// Null where nobody knows the label, and for UTF-8, UTF-7, UTF-16 and UTF-32: UTF-8 is tried anyway, nobody may
    /// write UTF-7, and the others show by their zero bytes.
    /// </returns>
    public static Encoding? Find(ReadOnlySpan<char> label, DecoderFallback fallback)
    {
        if (label.Length is 0 or > Longest)
            return null;

        Span<char> room = stackalloc char[Longest];
        int length = 0;
        foreach (char c in label)
        {
            if (c is not ('-' or '_' or ':' or '.' or '(' or ')'))
                room[length++] = char.ToLowerInvariant(c);
        }

        ReadOnlySpan<char> folded = room[..length];
        if (IsUnicode(folded))
            return null;
        if (CodePages.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(folded, out int codePage))
            return Open(codePage, fallback);
        return Open(label.ToString(), fallback)
            ?? (TryReadNumber(folded, out codePage) ? Open(codePage, fallback) : null);
    }

    /// <summary>Whether text in this character set is bytes below 128 that are no ASCII text.</summary>
    public static bool IsSevenBit(Encoding encoding) =>
        encoding.CodePage is 50220 or 50221 or 50222 or 50225 or 50227 or 52936;

    /// <summary>
    /// Whether a text of such a set leaves ASCII: by an escape, a shift out, or HZ's tilde and brace.
    /// </summary>
    public static bool Shifts(ReadOnlySpan<byte> text, Encoding encoding) =>
        encoding.CodePage == 52936 ? text.IndexOf("~{"u8) >= 0 : text.IndexOfAny((byte)0x1B, (byte)0x0E) >= 0;

    /// <summary>Whether a label says UTF-16, UTF-32 or what came before them.</summary>
    public static bool IsWide(ReadOnlySpan<char> label)
    {
        foreach (string start in (ReadOnlySpan<string>)["utf-16", "utf16", "utf-32", "utf32", "ucs", "iso-10646"])
        {
            if (label.StartsWith(start, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>Opens a code page that .NET has.</summary>
    public static Encoding? Open(int codePage, DecoderFallback fallback)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(
                codePage, EncoderFallback.ReplacementFallback, fallback)
                ?? Encoding.GetEncoding(codePage, EncoderFallback.ReplacementFallback, fallback);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static Encoding? Open(string name, DecoderFallback fallback)
    {
        try
        {
            Encoding? found =
                CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ReplacementFallback, fallback)
                ?? Encoding.GetEncoding(name, EncoderFallback.ReplacementFallback, fallback);
            return found is { CodePage: 65000 or 65001 or 1200 or 1201 or 12000 or 12001 } ? null : found;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null; // A name nobody knows, or of UTF-7.
        }
    }

    private static bool IsUnicode(ReadOnlySpan<char> folded) =>
        folded.StartsWith("utf") || folded.StartsWith("unicode") || folded.StartsWith("ucs")
            || folded.StartsWith("iso10646")
        || folded.StartsWith("csunicode") || folded.StartsWith("csutf") || folded.StartsWith("xutf")
        || folded.StartsWith("cesu");

    // Java's Cp1251, x-IBM943 and the like.
    private static bool TryReadNumber(ReadOnlySpan<char> folded, out int codePage)
    {
        int digits = folded.IndexOfAnyInRange('0', '9');
        codePage = 0;
        return digits >= 0
            && folded[..digits] is "cp" or "ibm" or "ms" or "windows" or "xibm" or "xwindows" or "xcp" or ""
            && int.TryParse(folded[digits..], out codePage) && codePage is > 0 and < 65_536
            && codePage is not (65000 or 1200 or 1201 or 12000 or 12001);
    }
}
