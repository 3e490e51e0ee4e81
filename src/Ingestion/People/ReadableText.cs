using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Webhooks.Ingestion.Redaction;
using Webhooks.Ingestion.Text;

namespace Webhooks.Ingestion.People;

/// <summary>
/// Everything that a person can read in some bytes: inflated, in whatever character set, every escape decoded, and the
/// same of what is Base64 in it. Bounded, so that no bytes make much work.
/// </summary>
public sealed class ReadableText
{
    private const int MaxInflated = 64 * 1024 * 1024;
    private const int Deepest = 4; // Base64 or compressed, one in the other
    private const int ShortestBase64 = 8; // a@b.cd
    private const int Block = 1024; // characters of Base64: divisible by four
    private const int MostPieces = 10_000;

    private static readonly SearchValues<byte> Spelled = SearchValues.Create("\\%&\0"u8);
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [1, 2, 3, 4, 5, 6, 7, 8, 11, 12, .. Enumerable.Range(14, 18).Select(b => (byte)b), 127]);

    private static readonly SearchValues<char> Base64Characters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_");

    private readonly List<string> _texts = [];
    private int _pieces;

    private ReadableText()
    {
    }

    /// <summary>The texts, decoded.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>False where there was more than the bounds allow to read.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>The addresses in them; see <see cref="EmailAddress.AddTo"/>.</summary>
    public HashSet<string> Addresses()
    {
        HashSet<string> found = [];
        foreach (string text in _texts)
            EmailAddress.AddTo(found, text);
        return found;
    }

    /// <summary>Reads all of a delivery: its query and headers, too.</summary>
    public static ReadableText Of(Delivery delivery)
    {
        ReadableText read = new();
        read.Add(delivery.Query);
        read.Add(delivery.ContentType);
        read.Add(delivery.ContentEncoding);
        read.Add(delivery.TraceParent);
        read.Add(delivery.Body, delivery.ContentType, delivery.ContentEncoding, 0);
        return read;
    }

    /// <summary>Reads columns of a row.</summary>
    /// <param name="columns">Their values; nulls are passed over.</param>
    public static ReadableText Of(params IEnumerable<string?> columns)
    {
        ReadableText read = new();
        foreach (string? column in columns)
            read.Add(column);
        return read;
    }

    private void Add(string? text)
    {
        if (!string.IsNullOrEmpty(text))
            AddText(Encoding.UTF8.GetBytes(text), label: "", 0);
    }

    private void Add(ReadOnlyMemory<byte> bytes, string? contentType, string? contentEncoding, int depth)
    {
        if (bytes.IsEmpty)
            return;
        int comma = contentEncoding?.LastIndexOf(',') ?? -1;
        string? outermost = contentEncoding?[(comma + 1)..].Trim().ToLowerInvariant();
        if (depth < Deepest && CompressedText.Open(bytes, outermost, MaxInflated) is { } opened)
        {
            // What is only called compressed may be neither: it is read as it is, too.
            Add(opened.Text, contentType, comma < 0 ? null : contentEncoding![..comma], depth + 1);
            if (bytes.Span is [0x1F, 0x8B, 8, ..])
                return;
        }
        else if (bytes.Span is [0x1F, 0x8B, 8, ..])
        {
            IsWhole = false;
        }

        BodyText text = BodyText.Decode(bytes, contentType);
        AddText(text.Utf8, text.Label, depth);
    }

    private void AddText(ReadOnlyMemory<byte> utf8, string label, int depth)
    {
        string text = Decode(utf8.Span, label);
        _texts.Add(text);
        if (depth < Deepest)
            AddBase64(text, depth + 1);
    }

    private static string Decode(ReadOnlySpan<byte> utf8, string label)
    {
        int next = utf8.IndexOfAny(Spelled);
        if (next < 0)
            return Encoding.UTF8.GetString(utf8);
        ArrayBufferWriter<byte> output = new(utf8.Length);
        Span<byte> four = stackalloc byte[4];
        int high = 0;
        int at = 0;
        while (at < utf8.Length)
        {
            int plain = utf8[at..].IndexOfAny(Spelled);
            plain = plain < 0 ? utf8.Length - at : plain;
            output.Write(utf8.Slice(at, plain));
            at += plain;
            if (at >= utf8.Length)
                break;
            int character = SpelledText.AnyScript.Read(utf8, ref at);
            if (character == SpelledText.End)
                break;
            bool isWide = (character & SpelledText.Wide) != 0;
            int number = character & ~SpelledText.Wide;
            if (isWide && char.IsHighSurrogate((char)number) && number < 0x10000)
            {
                high = number;
                continue;
            }

            if (isWide && number is >= 0xDC00 and <= 0xDFFF)
                number = high == 0 ? 0xFFFD : char.ConvertToUtf32((char)high, (char)number);
            high = 0;
            if (isWide && Rune.TryCreate(number, out Rune rune))
                output.Write(four[..rune.EncodeToUtf8(four)]);
            else
                output.Write([(byte)number]);
        }

        // Percent-escapes may be of the declared character set.
        ReadOnlyMemory<byte> decoded = output.WrittenMemory;
        return System.Text.Unicode.Utf8.IsValid(decoded.Span)
            ? Encoding.UTF8.GetString(decoded.Span)
            : Encoding.UTF8.GetString(BodyText.Decode(
                decoded, label.Length == 0 ? null : $"text/plain; charset={label}").Utf8.Span);
    }

    private void AddBase64(string text, int depth)
    {
        ReadOnlySpan<char> rest = text;
        while (rest.IndexOfAny(Base64Characters) is var start and >= 0)
        {
            rest = rest[start..];
            int length = rest.IndexOfAnyExcept(Base64Characters);
            ReadOnlySpan<char> run = length < 0 ? rest : rest[..length];
            rest = rest[run.Length..];
            if (run.Length < ShortestBase64)
                continue;
            AddBase64Run(run, depth);
            if (!run.Contains('/'))
                continue;
            foreach (Range part in run.Split('/'))
                AddBase64Run(run[part], depth);
        }
    }

    private void AddBase64Run(ReadOnlySpan<char> run, int depth)
    {
        // Words of a language are no Base64 that says anything: its first three bytes are text, or begin something
        // compressed.
        if (run.Length < ShortestBase64 || run.Length % 4 == 1)
            return;
        ArrayBufferWriter<byte> bytes = new(Math.Min(run.Length, Block));
        Span<char> url = stackalloc char[Block];
        while (!run.IsEmpty)
        {
            ReadOnlySpan<char> block = run[..Math.Min(Block, run.Length)];
            block.Replace(url, '+', '-');
            url[..block.Length].Replace('/', '_');
            OperationStatus status = Base64Url.DecodeFromChars(
                url[..block.Length], bytes.GetSpan(Block), out _, out int written);
            bytes.Advance(written);
            run = run[block.Length..];
            if (bytes.WrittenCount < 3 || (bytes.WrittenCount <= Block && !MayBegin(bytes.WrittenSpan)))
                return;
            if (status != OperationStatus.Done)
                break;
        }

        if (++_pieces > MostPieces)
        {
            IsWhole = false;
            return;
        }

        if (IsCompressed(bytes.WrittenSpan) || MayBeText(bytes.WrittenSpan))
            Add(bytes.WrittenMemory, null, null, depth);
    }

    private static bool IsCompressed(ReadOnlySpan<byte> bytes) => bytes is [0x1F, 0x8B, 8, ..] or [0x78, _, ..];

    private static bool MayBegin(ReadOnlySpan<byte> bytes) => IsCompressed(bytes) || bytes switch
    {
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, not 0, 0, ..] or [not 0, 0, ..] => true,
        [>= 0xC2 and <= 0xF4, >= 0x80 and <= 0xBF, ..] => true,
        [var first, var second, var third, ..] => IsPrintable(first)
            && (IsPrintable(second) || second >= 0xC2)
            && (IsPrintable(third) || third >= 0x80),
        _ => false,
    };

    private static bool IsPrintable(byte b) => b is 9 or 10 or 13 or (>= 32 and < 127);

    // Text has no controls, but for the zero bytes of UTF-16. What only looked like Base64 soon has one.
    private static bool MayBeText(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOfAny(Controls) < 0 && (bytes.Count((byte)0) <= bytes.Length / 2 + 1);
}
