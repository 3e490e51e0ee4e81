using System.Globalization;

namespace Webhooks.Storage.Erasure;

/// <summary>Where an erasure is, as its job's cursor.</summary>
/// <param name="Stage">What is being done.</param>
/// <param name="Vendor">Of which vendor.</param>
/// <param name="Day">In which day; null is the first one.</param>
/// <param name="At">Where in it, for <see cref="DayPlace"/> or whoever else reads it; empty is its beginning.</param>
internal sealed record ErasurePosition(string Stage, string Vendor = "", DateOnly? Day = null, string At = "")
{
    private const string Format = "yyyyMMdd";

    public static ErasurePosition? Parse(string? cursor)
    {
        if (cursor is null)
            return null;
        string[] parts = cursor.Split('/');
        DateOnly? day = parts[2].Length == 0
            ? null
            : DateOnly.ParseExact(parts[2], Format, CultureInfo.InvariantCulture);
        return new ErasurePosition(parts[0], parts[1], day, parts[3]);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Stage}/{Vendor}/{Day:yyyyMMdd}/{At}");
}
