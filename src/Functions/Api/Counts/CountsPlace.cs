using System.Globalization;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Api.Counts;

/// <summary>Where a part of the counts begins.</summary>
/// <param name="After">The <see cref="CountPage.Next"/> of the part before.</param>
/// <param name="Total">The sum of all parts; null where nobody has added them up.</param>
internal readonly record struct CountsPlace(string After, long? Total)
{
    private const char Separator = '!';

    public static bool IsOne(string text, CountQuery query)
    {
        string[] parts = text.Split(Separator);
        return CountReader.IsContinuation(parts[0], query) && (parts.Length == 1
            || (parts.Length == 2 && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out _)));
    }

    public static CountsPlace Parse(string text) => text.Split(Separator) is [var after, var total]
        ? new CountsPlace(after, long.Parse(total, CultureInfo.InvariantCulture))
        : new CountsPlace(text, null);

    public override string ToString() =>
        Total is null ? After : string.Create(CultureInfo.InvariantCulture, $"{After}{Separator}{Total}");
}
