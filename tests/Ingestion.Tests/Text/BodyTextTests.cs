using System.Text;
using System.Text.Unicode;
using Webhooks.Ingestion.Text;

namespace Webhooks.Ingestion.Tests.Text;

/// <summary>A body's text is found whatever is declared, and whatever its bytes are it is text.</summary>
public sealed class BodyTextTests
{
    private static readonly string[] Labels =
    [
        "", "utf-8", "us-ascii", "iso-8859-1", "ISO8859_1", "latin1", "l1", "cp819", "windows-1252", "Cp1252", "cp1251",
        "windows-1251",
        "x-cp1251", "koi8-r", "KOI8_R", "iso-8859-5", "ISO8859_5", "Cp866", "iso-8859-15", "ISO8859_15", "macintosh",
        "MacRoman",
        "shift_jis", "SJIS", "MS932", "windows-31j", "EUC_JP", "euc-jp", "ISO2022JP", "iso-2022-jp", "EUC_KR",
        "x-windows-949",
        "ks_c_5601-1987", "ISO2022KR", "GBK", "EUC_CN", "gb2312", "GB18030", "Big5", "Big5_HKSCS", "MS950",
        "hz-gb-2312", "TIS620",
        "x-windows-874", "Cp037", "IBM500", "utf-7", "unicode-1-1-utf-7", "csUnicode11UTF7", "x-unicode-2-0-utf-7",
        "utf-16", "utf-16le",
        "UTF-32BE", "ucs-2", "iso-10646-ucs-2", "iso-10646-ucs-4", "UnicodeBig", "x-user-defined", "replacement",
        "binary", "klingon",
        "none", "0", "65000", "cp65000", "1252", "'", "utf-8\"", new string('x', 400),
    ];

    [Theory]
    [InlineData("ISO8859_1", 1252, "Größe")]
    [InlineData("iso-8859-1", 1252, "It’s “on”")]
    [InlineData("us-ascii", 1252, "Größe")]
    [InlineData("\"ISO-8859-1\"", 1252, "Größe")]
    [InlineData("ISO8859_2", 28592, "Łódź")]
    [InlineData("Cp1250", 1250, "Łódź")]
    [InlineData("Cp1251", 1251, "Весна")]
    [InlineData("KOI8_R", 20866, "Весна")]
    [InlineData("ISO8859_5", 28595, "Весна")]
    [InlineData("Cp866", 866, "Весна")]
    [InlineData("Cp1253", 1253, "Άνοιξη")]
    [InlineData("iso-8859-9", 1254, "Iğdır")]
    [InlineData("Cp1255", 1255, "אביב")]
    [InlineData("Cp1256", 1256, "ربيع")]
    [InlineData("TIS620", 874, "ฤดู")]
    [InlineData("MS932", 932, "日本語")]
    [InlineData("windows-31j", 932, "①日本語")]
    [InlineData("SJIS", 932, "ソ連")]
    [InlineData("EUC_JP", 51932, "日本語")]
    [InlineData("ISO2022JP", 50220, "日本語")]
    [InlineData("x-windows-949", 949, "봄 축제")]
    [InlineData("EUC_KR", 949, "봄 축제")]
    [InlineData("GBK", 936, "春天来了")]
    [InlineData("EUC_CN", 936, "春天来了")]
    [InlineData("GB18030", 54936, "春天来了")]
    [InlineData("Big5_HKSCS", 950, "春天來了")]
    [InlineData("MS950", 950, "春天來了")]
    [InlineData("Cp037", 37, "Spring")]
    public void Text_is_read_in_the_set_that_is_declared(string label, int codePage, string text)
    {
        BodyText read = BodyText.Decode(Bytes(codePage, $"{{\"a\":\"{text}\"}}"), $"application/json; charset={label}");

        Assert.Equal($"{{\"a\":\"{text}\"}}", Encoding.UTF8.GetString(read.Utf8.Span));
        Assert.False(read.IsBroken);
    }

    [Fact]
    public void Utf_8_is_read_whatever_is_declared()
    {
        const string text = "{\"a\":\"Crème – 日本語 😀\"}";
        foreach (string label in Labels)
            Assert.Equal(text, Encoding.UTF8.GetString(
                BodyText.Decode(Encoding.UTF8.GetBytes(text), $"text/plain;charset={label}").Utf8.Span));
    }

    [Fact]
    public void Ascii_is_read_whatever_is_declared()
    {
        byte[] text = "{\"a\":\"b+AGE-c\"}"u8.ToArray();
        foreach (string label in Labels)
            Assert.Equal(text, BodyText.Decode(text, $"text/plain;charset={label}").Utf8.ToArray());
    }

    [Fact]
    public void Any_bytes_with_any_label_are_text()
    {
        const int seed = 17;
        Random random = new(seed);
        for (int i = 0; i < 60_000; i++)
        {
            byte[] body = new byte[random.Next(40)];
            random.NextBytes(body);
            string label = Labels[random.Next(Labels.Length)];
            BodyText read = BodyText.Decode(body, $"application/json; charset={label}");
            Assert.True(Utf8.IsValid(read.Utf8.Span), $"Seed {seed}, {label}, {Convert.ToHexString(body)}");
        }
    }

    [Fact]
    public void Two_texts_stay_two_where_nothing_is_declared()
    {
        Dictionary<string, string> seen = [];
        for (int first = 0x80; first < 0x100; first++)
        {
            for (int second = 0x80; second < 0x100; second++)
            {
                byte[] body = [(byte)'"', (byte)first, (byte)second, (byte)'"'];
                string text = Encoding.UTF8.GetString(BodyText.Decode(body, null).Utf8.Span);
                Assert.True(seen.TryAdd(text, Convert.ToHexString(body)), $"{text}: {Convert.ToHexString(body)}");
                Assert.DoesNotContain('\uFFFD', text);
            }
        }
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json; charset=iso-8859-1")]
    public void One_broken_byte_in_utf_8_is_kept_escaped_and_the_rest_is_whole(string contentType)
    {
        byte[] body = [.. "[\"Größe\",\"Gr"u8, 0xC3, .. "\",\"Käse\"]"u8];

        BodyText read = BodyText.Decode(body, contentType);

        Assert.Equal("[\"Größe\",\"Gr%C3\",\"Käse\"]", Encoding.UTF8.GetString(read.Utf8.Span));
        Assert.True(read.IsBroken);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json; charset=klingon")]
    public void Windows_1252_is_read_where_nothing_better_is_known(string? contentType) =>
        Assert.Equal("\"Größe café\"", Encoding.UTF8.GetString(
            BodyText.Decode(Bytes(1252, "\"Größe café\""), contentType).Utf8.Span));

    [Fact]
    public void What_is_no_character_in_the_declared_set_is_kept_escaped()
    {
        BodyText read =
            BodyText.Decode((byte[])[.. Bytes(932, "\"日本"), 0xFF, (byte)'"'], "application/json; charset=MS932");

        Assert.DoesNotContain("\uFFFD", Encoding.UTF8.GetString(read.Utf8.Span), StringComparison.Ordinal);
        Assert.StartsWith("\"日本", Encoding.UTF8.GetString(read.Utf8.Span), StringComparison.Ordinal);
    }

    private static byte[] Bytes(int codePage, string text) =>
        CodePagesEncodingProvider.Instance.GetEncoding(codePage)!.GetBytes(text);
}
