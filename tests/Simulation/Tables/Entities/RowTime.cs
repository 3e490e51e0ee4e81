using System.Text;

namespace Webhooks.Simulation.Tables.Entities;

/// <summary>
/// When a row was written, as answers say it: in <c>Timestamp</c>, and with its colons escaped in an ETag.
/// </summary>
internal readonly ref struct RowTime
{
    private const int Length = 28; // 2026-03-01T10:00:00.0000000Z
    private const int FirstColon = 13;
    private const int SecondColon = 16;

    private readonly DateTime _time;

    private RowTime(long ticks) => _time = new DateTime(ticks, DateTimeKind.Utc);

    public static RowTime Of(long ticks) => new(ticks);

    public string Text(bool escaped)
    {
        Span<byte> room = stackalloc byte[64];
        return Encoding.ASCII.GetString(room[..(escaped ? WriteEscaped(room) : Write(room))]);
    }

    public int Write(Span<byte> room)
    {
        _time.TryFormat(room, out int written, "O");
        return written;
    }

    /// <summary>With <c>datetime'…'</c> around it.</summary>
    public int WriteEscaped(Span<byte> room)
    {
        Span<byte> plain = stackalloc byte[Length];
        Write(plain);
        int at = Add(room, 0, "datetime'"u8);
        at = Add(room, at, plain[..FirstColon]);
        at = Add(room, at, "%3A"u8);
        at = Add(room, at, plain[(FirstColon + 1)..SecondColon]);
        at = Add(room, at, "%3A"u8);
        at = Add(room, at, plain[(SecondColon + 1)..]);
        return Add(room, at, "'"u8);
    }

    private static int Add(Span<byte> room, int at, ReadOnlySpan<byte> part)
    {
        part.CopyTo(room[at..]);
        return at + part.Length;
    }
}
