using System.Text;

namespace Webhooks.Ingestion.Vendors.SmartReach;

/// <summary>Who an event is about: what counts as an id or address, and whose address the mail itself has.</summary>
internal static class SmartReachWho
{
    private static readonly byte[][] Nobody =
        [.. "null none nil undefined nan n/a -".Split(' ').Select(Encoding.ASCII.GetBytes)];

    /// <summary>
    /// An id without white space around it. Empty where it says that there is none: <c>0</c>, <c>-1</c>, <c>null</c>, a
    /// blank.
    /// </summary>
    public static ReadOnlySpan<byte> TrimId(ReadOnlySpan<byte> id)
    {
        ReadOnlySpan<byte> trimmed = TrimAddress(id);
        // 0, and a UUID of zeros.
        return trimmed.IndexOfAnyExcept((byte)'0', (byte)'-') < 0 || trimmed.SequenceEqual("-1"u8) ? [] : trimmed;
    }

    /// <summary>An address without white space around it; empty where it is a word for none.</summary>
    public static ReadOnlySpan<byte> TrimAddress(ReadOnlySpan<byte> address)
    {
        ReadOnlySpan<byte> trimmed = address.Trim(" \t\r\n"u8);
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
