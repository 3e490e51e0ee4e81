using Webhooks.Ingestion.Json;

namespace Webhooks.Ingestion.Times;

/// <summary>What a vendor sent in a field for a time.</summary>
internal readonly ref struct SentTime
{
    /// <summary>
    /// How far a time may be after the receipt: clocks differ by minutes. What is further ahead did not happen yet, so
    /// the clock or its zone is wrong.
    /// </summary>
    public static readonly TimeSpan MostAhead = TimeSpan.FromHours(1);

    private const int LongestShape = 64;

    private readonly bool _isAhead;

    private SentTime(DateTimeOffset at, DateTimeOffset receivedAt, ReadOnlySpan<byte> sent)
    {
        _isAhead = at - receivedAt > MostAhead;
        At = _isAhead ? null : at;
        Unread = _isAhead ? sent : [];
    }

    private SentTime(ReadOnlySpan<byte> unread, bool isAbsent)
    {
        Unread = unread;
        IsAbsent = isAbsent;
    }

    /// <summary>The time, or null where there is none that can be read and believed.</summary>
    public DateTimeOffset? At { get; }

    /// <summary>
    /// What was sent and is not believed: its text, or its canonical JSON; empty where nothing was sent.
    /// </summary>
    public ReadOnlySpan<byte> Unread { get; }

    /// <summary>True where nothing was sent, or something that says so, like <c>0000-00-00 00:00:00</c>.</summary>
    public bool IsAbsent { get; }

    /// <summary>Reads a field.</summary>
    /// <param name="value">The field's value.</param>
    /// <param name="json">The JSON text that it lies in.</param>
    /// <param name="receivedAt">When the delivery was received.</param>
    /// <param name="scratch">Holds <see cref="Unread"/> until it is used for something else.</param>
    public static SentTime Read(
        JsonSlice value, ReadOnlySpan<byte> json, DateTimeOffset receivedAt, PooledBytes scratch)
    {
        if (value.IsNested)
        {
            scratch.Truncate(0);
            CanonicalJson.Write(value.From(json), scratch);
            return JsonInstant.TryRead(scratch.Written, out DateTimeOffset written)
                ? new SentTime(written, receivedAt, scratch.Written)
                : new SentTime(scratch.Written, isAbsent: scratch.Length <= 2);
        }

        ReadOnlySpan<byte> text = value.ToUtf8(json, scratch);
        if (VendorTime.TryRead(text, out DateTimeOffset at))
            return new SentTime(at, receivedAt, text);
        text = text.Trim(" \t\r\n"u8);
        return new SentTime(text, VendorTime.IsPlaceholder(text));
    }

    /// <summary>
    /// Reports a time that is not believed, by its looks: never by its digits, which are one event's own.
    /// </summary>
    /// <param name="path">What comes before the field's name.</param>
    /// <param name="name">The field's name.</param>
    public void NoteIn(ref DriftList drift, string path, ReadOnlySpan<byte> name)
    {
        if (Unread.IsEmpty || Unread.SequenceEqual("null"u8))
            return;

        if (_isAhead)
        {
            drift.Add(DriftKinds.Time, path, name, "after its receipt");
            return;
        }

        Span<char> shape = stackalloc char[LongestShape];
        int length = 0;
        for (int i = 0; i < Unread.Length && length < LongestShape; i++)
        {
            char c = (char)Unread[i];
            char shown = c switch
            {
                '0' when IsAbsent => c,
                _ when char.IsAsciiDigit(c) => '9',
                _ when char.IsAsciiLetter(c) => 'a',
                _ => " -:/.,+()[]{}\"".Contains(c, StringComparison.Ordinal) ? c : '?',
            };
            if (length == 0 || shown is not ('a' or '?') || shape[length - 1] != shown)
                shape[length++] = shown;
        }

        drift.Add(DriftKinds.Time, path, name, shape[..length].ToString());
    }
}
