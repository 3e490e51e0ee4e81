using System.Globalization;
using Webhooks.Functions.Http;

namespace Webhooks.Functions.Api;

/// <summary>
/// What one answer holds of rows that are put in order as a whole, such as campaigns by their messages: of many a part,
/// known by the number of the row that it begins with.
/// </summary>
internal static class FileParts
{
    public const int MaxRows = 10_000; // 1 to 4 MiB, with names of up to 256 characters

    public static int Start(string? continuation)
    {
        if (continuation is null)
            return 0;
        bool isNumber = int.TryParse(continuation, NumberStyles.None, CultureInfo.InvariantCulture, out int start);
        return isNumber && start % MaxRows == 0
            ? start
            : throw new BadParameterException("continuation", "It must be the value of next of the part before.");
    }
}
