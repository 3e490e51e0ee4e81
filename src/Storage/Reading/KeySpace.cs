using System.Globalization;
using System.Text.RegularExpressions;

namespace Webhooks.Storage.Reading;

/// <summary>
/// Row keys that begin with a time and go on with hex digits, as places on a line: 65,536 of them per millisecond, so
/// that even the events of one millisecond can be parted.
/// </summary>
internal abstract partial class KeySpace
{
    public const long Millisecond = 1 << 16;
    public const long Hour = 3_600_000 * Millisecond;

    /// <summary>Keys <c>{HHmmssfff}_{hex}</c>: events and deliveries of a day.</summary>
    public static KeySpace OfDay { get; } = new DayKeys();

    /// <summary>Delivery ids: <c>{12 hex digits of Unix milliseconds}{20 more}</c>.</summary>
    public static KeySpace OfIds { get; } = new IdKeys();

    /// <summary>The place of a time of a day, to the millisecond.</summary>
    public static long PlaceAt(TimeSpan timeOfDay) => (long)timeOfDay.TotalMilliseconds * Millisecond;

    /// <summary>Whether a text may be where a page of these keys ended.</summary>
    public abstract bool IsKey(string text);

    /// <summary>Whether a text is the key of a further row that a large delivery needs: none of its own.</summary>
    public virtual bool IsFurther(string text) => false;

    /// <summary>The place of a key.</summary>
    public abstract long PlaceOf(string key);

    /// <summary>The least key of a place.</summary>
    public abstract string At(long place);

    private static int Fraction(ReadOnlySpan<char> hex) =>
        hex.IsEmpty
            ? 0
            : int.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) << (4 * (4 - hex.Length));

    private sealed partial class DayKeys : KeySpace
    {
        public override bool IsKey(string text) => Pattern().IsMatch(text);

        public override bool IsFurther(string text) =>
            text.Length > 43 && text[42] == '_' && Pattern().IsMatch(text[..42]);

        public override long PlaceOf(string key)
        {
            long digits = long.Parse(key.AsSpan(0, 9), NumberStyles.None, CultureInfo.InvariantCulture);
            long minutes = (digits / 10_000_000 * 60) + (digits / 100_000 % 100);
            long milliseconds = (minutes * 60_000) + (digits % 100_000);
            ReadOnlySpan<char> hex = key.AsSpan(Math.Min(10, key.Length));
            return (milliseconds * Millisecond) + Fraction(hex[..Math.Min(4, hex.Length)]);
        }

        public override string At(long place)
        {
            long ms = place / Millisecond;
            long digits = (ms / 3_600_000 * 10_000_000) + (ms / 60_000 % 60 * 100_000) + (ms % 60_000);
            return string.Create(CultureInfo.InvariantCulture, $"{digits:000000000}_{place % Millisecond:x4}");
        }

        [GeneratedRegex(@"\A(?:[01][0-9]|2[0-3])[0-5][0-9][0-5][0-9][0-9]{3}_[0-9a-f]{0,32}\z|\A240000000_0000\z")]
        private static partial Regex Pattern();
    }

    private sealed partial class IdKeys : KeySpace
    {
        public override bool IsKey(string text) => Pattern().IsMatch(text);

        public override long PlaceOf(string key) =>
            (MillisecondsOf(key) * Millisecond) + Fraction(key.AsSpan(12, 4));

        public override string At(long place) => place.ToString("x16", CultureInfo.InvariantCulture);

        private static long MillisecondsOf(string key) =>
            long.Parse(key.AsSpan(0, 12), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

        [GeneratedRegex(@"\A[0-7][0-9a-f]{15,31}\z")]
        private static partial Regex Pattern();
    }
}
