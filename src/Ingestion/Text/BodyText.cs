using System.Text;

namespace Webhooks.Ingestion.Text;

/// <summary>
/// A delivery's body as text, whatever it came as: inflated (<see cref="Inflation"/>), then decoded. A byte order mark
/// decides on the character set, then the zero bytes that UTF-16 and UTF-32 put into any JSON (RFC 4627 §3), then
/// whether it is UTF-8 (RFC 8259 §8.1: JSON is, whatever is declared), then the content type's <c>charset</c>, then
/// Windows-1252. What is no character is kept as <c>%C3</c>.
/// </summary>
public readonly struct BodyText
{
    private const string Undeclared = "undeclared";
    private const int Windows1252 = 1252;

    private readonly string? _readAs;

    private BodyText(ReadOnlyMemory<byte> utf8, string label, string? readAs = null)
    {
        Utf8 = utf8;
        Label = label;
        _readAs = readAs;
    }

    private BodyText(Encoding encoding, EscapedBytes escaped, ReadOnlySpan<byte> bytes, string label, string? readAs)
        : this(Encoding.UTF8.GetBytes(encoding.GetString(bytes)), label, readAs) => IsBroken = escaped.WasNeeded;

    /// <summary>
    /// The text: valid UTF-8 without a byte order mark; the body's own memory where it is that already.
    /// </summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>Why there is no text, or null: a body that cannot be inflated.</summary>
    public Rejection? Rejection { get; private init; }

    /// <summary>
    /// The charset's name as declared, e.g. <c>windows-1251</c>, or empty: escapes in a form are in it too.
    /// </summary>
    public string Label { get; }

    /// <summary>True where some bytes were no character.</summary>
    public bool IsBroken { get; private init; }

    /// <summary>Reads a delivery's body.</summary>
    /// <param name="maxBytes">The most that a compressed body may inflate to.</param>
    /// <returns>Its text, or why there is none.</returns>
    public static BodyText Of(Delivery delivery, int maxBytes = Inflation.MaxBytes) =>
        Inflation.TryInflate(
            delivery.Body, delivery.ContentEncoding, maxBytes, out ReadOnlyMemory<byte> body) is { } rejection
            ? new BodyText(default, "") { Rejection = rejection }
            : Decode(body, delivery.ContentType);

    /// <summary>Decodes a body that is not compressed, or a part of one.</summary>
    /// <param name="contentType">Their content type, or null.</param>
    public static BodyText Decode(ReadOnlyMemory<byte> body, string? contentType)
    {
        ReadOnlySpan<byte> bytes = body.Span;
        ReadOnlySpan<char> label = CharsetLabel.In(contentType);
        (int codePage, int mark) = CodePageOf(bytes);
        if (codePage != 0)
        {
            EscapedBytes escaped = new();
            return new BodyText(CharsetLabel.Open(codePage, escaped)!, escaped, bytes[mark..], "", null);
        }

        body = body[mark..];
        bytes = body.Span;
        if (System.Text.Unicode.Utf8.IsValid(bytes))
            return label.IsEmpty || IsUtf8(label) ? new BodyText(body, label: "") : OfValid(body, label.ToString());
        return mark > 0
            ? new BodyText(EscapedBytes.Escape(bytes), "") { IsBroken = true }
            : OfBroken(bytes, label.ToString());
    }

    /// <summary>Reports a label that was wrong, and what was no character.</summary>
    internal void NoteIn(ref DriftList drift)
    {
        if (_readAs is not null)
            drift.Add(DriftKinds.Charset, "", Encoding.UTF8.GetBytes(Label.Length == 0 ? Undeclared : Label), _readAs);
        if (IsBroken)
            drift.Add(DriftKinds.BrokenText, "", "body"u8);
    }

    // UTF-8 whatever is declared, but for the few sets that write other letters with the bytes of ASCII.
    private static BodyText OfValid(ReadOnlyMemory<byte> body, string label)
    {
        EscapedBytes escaped = new();
        Encoding? declared = CharsetLabel.Find(label, escaped);
        if (declared is not null && CharsetLabel.IsSevenBit(declared) && CharsetLabel.Shifts(body.Span, declared))
            return new BodyText(declared, escaped, body.Span, label, null);
        bool isWrong = CharsetLabel.IsWide(label) || !Ascii.IsValid(body.Span);
        return new BodyText(body, label, isWrong ? "utf-8" : null);
    }

    private static BodyText OfBroken(ReadOnlySpan<byte> bytes, string label)
    {
        EscapedBytes escaped = new();
        Encoding? declared = CharsetLabel.Find(label, escaped);
        if (BrokenUtf8.IsLikely(bytes, declared))
            return new BodyText(
                EscapedBytes.Escape(bytes), label, declared is null ? null : "utf-8")
            { IsBroken = true };
        return declared is not null
            ? new BodyText(declared, escaped, bytes, label, null)
            : new BodyText(CharsetLabel.Open(Windows1252, escaped)!, escaped, bytes, label, "windows-1252");
    }

    private static bool IsUtf8(ReadOnlySpan<char> label) =>
        label.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            || label.Equals("utf8", StringComparison.OrdinalIgnoreCase);

    // 0 where it is none of UTF-16 and UTF-32; with the length of the mark.
    private static (int CodePage, int Mark) CodePageOf(ReadOnlySpan<byte> body) => body switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (0, 3),
        [0xFF, 0xFE, 0, 0, ..] => (12000, 4),
        [0, 0, 0xFE, 0xFF, ..] => (12001, 4),
        [0xFF, 0xFE, ..] => (1200, 2),
        [0xFE, 0xFF, ..] => (1201, 2),
        [0, 0, 0, not 0, ..] => (12001, 0),
        [not 0, 0, 0, 0, ..] => (12000, 0),
        [0, not 0, ..] => (1201, 0),
        [not 0, 0, ..] => (1200, 0),
        _ => (0, 0),
    };
}
