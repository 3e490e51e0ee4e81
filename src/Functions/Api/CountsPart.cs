using System.Globalization;
using Webhooks.Functions.Http;
using Webhooks.Storage.RollUp;

namespace Webhooks.Functions.Api;

/// <summary>
/// What one answer holds of the counts: campaigns may make more than fit. A part is known by the row it begins with,
/// since rows are in a fixed order and those of past days seldom change.
/// </summary>
internal sealed class CountsPart(IReadOnlyList<DailyCount> all, int start)
{
    public const int MaxRows = 10_000; // 1 to 4 MiB, with names of up to 256 characters

    public IEnumerable<DailyCount> Rows => all.Skip(start).Take(MaxRows);

    /// <summary>The continuation of the part after it; null where there is none.</summary>
    public string? Next =>
        all.Count - start > MaxRows ? (start + MaxRows).ToString(CultureInfo.InvariantCulture) : null;

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
