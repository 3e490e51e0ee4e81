using System.Text;
using Webhooks.Ingestion.Text;

namespace Webhooks.Ingestion.Vendors.SmartReach;

/// <summary>Who an event is about: what counts as an id or address, and whose address the mail itself has.</summary>
internal static class SmartReachWho
{
    private static readonly byte[][] Nobody =
        [.. "null (null) none nil undefined nan n/a unknown - ?".Split(' ').Select(Encoding.ASCII.GetBytes)];

    /// <summary>
    /// An id without white space around it. Empty where it says that there is none: <c>0</c>, <c>-1</c>, <c>null</c>, a
    /// blank, a template's tag that was not filled in.
    /// </summary>
    public static ReadOnlySpan<byte> TrimId(ReadOnlySpan<byte> id)
    {
        ReadOnlySpan<byte> trimmed = TrimAddress(id);
        // 0, -0.0, and a UUID of zeros.
        bool isZero = trimmed.IndexOfAnyExcept((byte)'0', (byte)'-', (byte)'.') < 0;
        return isZero || trimmed.SequenceEqual("-1"u8) ? [] : trimmed;
    }

    /// <summary>An address without white space around it; empty where it is a word for none.</summary>
    public static ReadOnlySpan<byte> TrimAddress(ReadOnlySpan<byte> address)
    {
        ReadOnlySpan<byte> trimmed = address.Trim(" \t\r\n"u8);
        if (trimmed.SequenceEqual("\u00a0"u8) || trimmed.StartsWith("[object "u8) || UnfilledTag.Is(trimmed))
            return [];
        foreach (byte[] word in Nobody)
        {
            if (Ascii.EqualsIgnoreCase(trimmed, word))
                return [];
        }

        return trimmed;
    }

    /// <summary>The mail's field that has the prospect's address: who wrote a reply, who got anything else.</summary>
    public static SmartReachField OtherAddress(string foldedName) =>
        foldedName is "email_replied" or "email_auto_replied" or "email_out_of_office_replied"
            ? SmartReachField.EmailFrom
            : SmartReachField.EmailTo;
}
