using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Webhooks.Storage.Reading;

/// <summary>Where the next page of a list over several days begins.</summary>
/// <param name="Day">The day, in UTC.</param>
/// <param name="At">Where in its partitions.</param>
internal readonly record struct DayCursor(DateOnly Day, PageCursor At)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DayCursor? cursor)
    {
        cursor = null;
        if (text.Length < 10 || text[8] != '.')
            return false;
        bool isDay = DateOnly.TryParseExact(
            text.AsSpan(0, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day);
        if (!isDay || !PageCursor.TryParse(text[9..], KeySpace.OfDay, out PageCursor? at))
            return false;
        cursor = new DayCursor(day, at.Value);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Day:yyyyMMdd}.{At}");
}
