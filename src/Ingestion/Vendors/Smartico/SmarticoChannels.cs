using System.Collections.Frozen;

namespace Webhooks.Ingestion.Vendors.Smartico;

/// <summary>
/// Smartico's channels: the product's names, the numeric codes of its data warehouse, and those of its activity types.
/// Case, white space, hyphens and underscores do not matter, nor that a code is written as 30.0. Source: the vendor's
/// help pages "Reverse integration" and "Data warehouse", and ActivityTypeLimited in its public API's code.
/// </summary>
internal static class SmarticoChannels
{
    private const int LongestName = 32;

    private static readonly FrozenDictionary<string, string> ByName = new Dictionary<string, string>
    {
        ["email"] = Channels.Email,
        ["mail"] = Channels.Email,
        ["liquidemail"] = Channels.Email,
        ["sms"] = Channels.Sms,
        ["push"] = Channels.Push,
        ["inbox"] = Channels.Inbox,
        ["popup"] = Channels.Popup,
        ["viber"] = Channels.Viber,
        ["whatsapp"] = Channels.WhatsApp,
        ["telegram"] = Channels.Telegram,
        ["ivr"] = Channels.Voice,
        ["customim"] = Channels.Im,
        ["1"] = Channels.Email,
        ["2"] = Channels.Popup,
        ["3"] = Channels.Sms,
        ["4"] = Channels.Push,
        ["5"] = Channels.Inbox,
        ["9"] = Channels.Voice,
        ["30"] = Channels.Popup,
        ["31"] = Channels.Inbox,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        ByName.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The names and codes that are known, folded.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>Finds a channel.</summary>
    /// <param name="raw">The vendor's name or code.</param>
    /// <returns>One of <see cref="Channels"/>; <see cref="Channels.Other"/> for a name that is not known.</returns>
    public static string Find(ReadOnlySpan<char> raw)
    {
        Span<char> folded = stackalloc char[LongestName];
        int length = 0;
        foreach (char c in raw)
        {
            if (char.IsWhiteSpace(c) || c is '-' or '_')
                continue;
            if (length == LongestName)
                return Channels.Other;
            folded[length++] = char.ToLowerInvariant(c);
        }

        if (length > 2 && folded[..length].EndsWith(".0"))
            length -= 2;
        return Lookup.TryGetValue(folded[..length], out string? channel) ? channel : Channels.Other;
    }
}
