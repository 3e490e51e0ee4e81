using System.Text.RegularExpressions;
using Webhooks.Functions.Http;
using Webhooks.Ingestion;
using Webhooks.Storage.Events;
using Webhooks.Storage.Tables;

namespace Webhooks.Functions.Api.Export;

/// <summary>Where a part of an export begins: behind a row of a vendor's day, or with the day's first.</summary>
/// <param name="After">The row key; null for the first.</param>
internal readonly partial record struct ExportPlace(VendorDay Day, string? After)
{
    public static ExportPlace Behind(EngagementEvent engagement)
    {
        EventKey key = EventKey.Of(engagement);
        return new ExportPlace(key.Day, key.Row);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote, in an address.</summary>
    public static ExportPlace Parse(string text, string parameter = "continuation")
    {
        string[] parts = text.Split('/');
        return parts.Length == 2 && VendorDay.TryParse(parts[0], out VendorDay day) && Row().IsMatch(parts[1])
            ? new ExportPlace(day, parts[1].Length == 0 ? null : parts[1])
            : throw Wrong(parameter);
    }

    public static BadParameterException Wrong(string parameter = "continuation") =>
        new(parameter, "It must be the value of X-Continuation of a part.");

    /// <summary>Whether it is behind another place in the same day.</summary>
    public bool IsBeyond(ExportPlace other) => string.CompareOrdinal(After, other.After) > 0;

    public override string ToString() => $"{Day}/{After}";

    [GeneratedRegex(@"\A(?:[0-9]{9}_.{1,100})?\z")]
    private static partial Regex Row();
}
