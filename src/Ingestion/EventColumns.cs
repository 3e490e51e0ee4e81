using System.Text;

namespace Webhooks.Ingestion;

/// <summary>
/// What an event's columns can hold. A value is cut with a visible mark where a column could not hold it; the delivery
/// keeps it whole. Lengths are UTF-16 units, as Table Storage counts them (32 Ki a property, 1 MiB an entity).
/// </summary>
public static class EventColumns
{
    /// <summary>The longest text of any column but the three below, mark included.</summary>
    public const int TextLength = 1_024;

    /// <summary>
    /// The longest <see cref="EngagementEvent.VendorEventType"/> and <see cref="EngagementEvent.ChannelRaw"/>.
    /// </summary>
    public const int NameLength = 256;

    /// <summary>The longest <see cref="EngagementEvent.LinkUrl"/> and <see cref="EngagementEvent.ViewUrl"/>.</summary>
    public const int UrlLength = 8 * 1_024;

    /// <summary>The longest <see cref="EngagementEvent.Data"/>.</summary>
    public const int DataLength = 30 * 1_024;

    /// <summary>What a cut text ends with.</summary>
    public const char CutMark = '…';

    /// <summary>
    /// Makes a text fit its column: cut to a length, no surrogate pair parted; lone surrogates and control characters
    /// other than tab and line breaks become U+FFFD, for stores, XML and terminals that cannot hold them.
    /// </summary>
    /// <param name="value">The vendor's text, or null.</param>
    /// <param name="length">One of the lengths above, in UTF-16 units.</param>
    /// <returns>The same instance where nothing had to change; null for null and for the empty text.</returns>
    public static string? Fit(string? value, int length)
    {
        if (string.IsNullOrEmpty(value))
            return null;
        if (value.Length <= length)
            return IsClean(value) ? value : Clean(value);

        int end = char.IsHighSurrogate(value[length - 2]) ? length - 2 : length - 1;
        string cut = value[..end] + CutMark;
        return IsClean(cut) ? cut : Clean(cut);
    }

    private static bool IsClean(string value)
    {
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            if (IsUnwanted(c))
                return false;
            if (!char.IsSurrogate(c))
                continue;
            if (i + 1 == value.Length || !char.IsSurrogatePair(c, value[i + 1]))
                return false;
            i++;
        }

        return true;
    }

    private static string Clean(string value)
    {
        StringBuilder clean = new(value.Length);
        foreach (Rune rune in value.EnumerateRunes()) // a lone surrogate is enumerated as U+FFFD
            clean.Append(rune.IsBmp && IsUnwanted((char)rune.Value)
                ? Rune.ReplacementChar.ToString()
                : rune.ToString());
        return clean.ToString();
    }

    private static bool IsUnwanted(char c) => c is < ' ' and not ('\t' or '\n' or '\r');
}
