using System.Globalization;

namespace Webhooks.Ingestion.Times;

/// <summary>Reads the numbers in a time's text.</summary>
internal static class Digits
{
    /// <summary>Reads a number of exactly so many digits at the beginning of a text.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, int length, int least, int most, out int value)
    {
        value = 0;
        return text.Length >= length
            && int.TryParse(text[..length], NumberStyles.None, CultureInfo.InvariantCulture, out value)
            && value >= least && value <= most;
    }

    /// <summary>How many digits a text begins with.</summary>
    public static int Count(ReadOnlySpan<char> text)
    {
        int count = text.IndexOfAnyExceptInRange('0', '9');
        return count < 0 ? text.Length : count;
    }
}
