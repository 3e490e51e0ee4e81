using Webhooks.Ingestion.Json;

namespace Webhooks.Ingestion.Times;

/// <summary>What a vendor sent in a field for a time.</summary>
internal readonly ref struct SentTime
{
    /// <summary>
    /// How far a time may be after the receipt: clocks differ by minutes. What is further ahead did not happen yet, so the
    /// clock or its zone is wrong.
    /// </summary>
    public static readonly TimeSpan MostAhead = TimeSpan.FromHours(1);

    private const int LongestShape = 64;

    private SentTime(DateTimeOffset? at, ReadOnlySpan<byte> unread, bool isAbsent)
    {
        At = at;
        Unread = unread;
        IsAbsent = isAbsent;
    }

    /// <summary>The time, or null where there is none that can be read and believed.</summary>
    public DateTimeOffset? At { get; }

    /// <summary>What was sent and is not believed: its text, or its canonical JSON; empty where nothing was sent.</summary>
    public ReadOnlySpan<byte> Unread { get; }

    /// <summary>True where nothing was sent, or something that says so, like <c>0000-00-00 00:00:00</c>.</summary>
    public bool IsAbsent { get; }

    /// <summary>Reads a field.</summary>
    /// <param name="value">The field's value.</param>
    /// <param name="json">The JSON text that it lies in.</param>
    /// <param name="receivedAt">When the delivery was received.</param>
    /// <param name="scratch">Holds <see cref="Unread"/> until it is used for something else.</param>
    public static SentTime Read(JsonSlice value, ReadOnlySpan<byte> json, DateTimeOffset receivedAt, PooledBytes scratch)
    {
        DateTimeOffset at;
        if (value.IsNested)
        {
            if (JsonInstant.TryRead(value.From(json), out at) && at - receivedAt <= MostAhead)
                return new SentTime(at, [], isAbsent: false);
            scratch.Truncate(0);
            CanonicalJson.Write(value.From(json), scratch);
            return new SentTime(null, scratch.Written, isAbsent: scratch.Length <= 2);
        }

        ReadOnlySpan<byte> text = value.ToUtf8(json, scratch);
        if (VendorTime.TryRead(text, out at))
            return at - receivedAt <= MostAhead ? new SentTime(at, [], false) : new SentTime(null, text, false);
        text = text.Trim(" \t\r\n"u8);
        return new SentTime(null, text, VendorTime.IsPlaceholder(text));
    }

    /// <summary>Reports a time that is not believed, by its looks: never by its digits, which are one event's own.</summary>
    /// <param name="drift">Gets it.</param>
    /// <param name="path">What comes before the field's name.</param>
    /// <param name="name">The field's name.</param>
    public void NoteIn(ref DriftList drift, string path, ReadOnlySpan<byte> name)
    {
        if (Unread.IsEmpty || Unread.SequenceEqual("null"u8))
            return;

        Span<char> shape = stackalloc char[LongestShape];
        int length = 0;
        for (int i = 0; i < Unread.Length && length < LongestShape; i++)
        {
            char c = (char)Unread[i];
            char shown = char.IsAsciiDigit(c) ? '9' : char.IsAsciiLetter(c) ? 'a' : " -:/.,+()[]{}\"".Contains(c, StringComparison.Ordinal) ? c : '?';
            if (length == 0 || shown is not ('a' or '?') || shape[length - 1] != shown)
                shape[length++] = shown;
        }

        drift.Add(DriftKinds.Time, path, name, shape[..length].ToString());
    }
}
