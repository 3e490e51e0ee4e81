using System.Globalization;
using Azure.Data.Tables;
using Webhooks.Ingestion.Counts;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.RollUp;

/// <summary>A row of <c>DailyCounts</c> or <c>DailyCampaignCounts</c>.</summary>
internal static class CountRow
{
    public const string Number = nameof(DailyCount.Count);

    /// <summary>The column of <see cref="DailyCount.Sketch"/>.</summary>
    public const string Sketch = "ContactSketch";

    /// <summary>How many contacts a row lists: with more, a sketch is smaller, and needs less than 8 KiB.</summary>
    public const int ListedContacts = 1024;

    private const string NoChannel = "none";

    /// <summary>The columns of a row without campaign, and of one with it.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "PartitionKey", "RowKey", nameof(DailyCount.Day), nameof(DailyCount.Type), nameof(DailyCount.Channel), Number,
        nameof(DailyCount.RolledUpAt),
    ];

    /// <summary>See <see cref="Columns"/>.</summary>
    public static IReadOnlyList<string> CampaignColumns { get; } =
        [.. Columns, nameof(DailyCount.Campaign), nameof(DailyCount.CampaignStep), nameof(DailyCount.Contacts)];

    /// <summary>Makes a row.</summary>
    /// <param name="contacts">Whose events they are; folded where they are many. Null where it is not known.</param>
    public static TableEntity Of(
        VendorDay day, string rowKey, CountKey key, long count, ContactSketch? contacts, DateTimeOffset now)
    {
        TableEntity row = new(day.Vendor, rowKey)
        {
            [nameof(DailyCount.Day)] = CountKeys.Day(day.Day),
            [nameof(DailyCount.Type)] = key.Type,
            [nameof(DailyCount.Channel)] = key.Channel ?? NoChannel,
            [Number] = count,
            [nameof(DailyCount.RolledUpAt)] = now,
        };
        if (key.Campaign is not null)
            row[nameof(DailyCount.Campaign)] = key.Campaign;
        if (key.CampaignStep is not null)
            row[nameof(DailyCount.CampaignStep)] = key.CampaignStep;
        if (contacts is not null)
        {
            row[nameof(DailyCount.Contacts)] = contacts.Count;
            contacts.Fold(ListedContacts);
            row[Sketch] = contacts.Pack();
        }

        return row;
    }

    /// <summary>Whether a row that was read says what another would.</summary>
    public static bool IsSame(TableEntity read, TableEntity wanted) =>
        Read(read) is { } known && known.Count == wanted.GetInt64(Number)
        && known.Contacts == wanted.GetInt64(nameof(DailyCount.Contacts))
        && ((read.TryGetValue(Sketch, out object? sketch) ? sketch as byte[] : null) ?? [])
            .AsSpan().SequenceEqual(wanted.GetBinary(Sketch) ?? []);

    /// <summary>Reads a row; null where it cannot be read.</summary>
    public static DailyCount? Read(TableEntity row)
    {
        RowReader columns = new(row);
        bool isDay = DateOnly.TryParseExact(
            columns.Text(nameof(DailyCount.Day)),
            "yyyyMMdd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out DateOnly day);
        DailyCount count = new(
            row.PartitionKey,
            day,
            columns.Text(nameof(DailyCount.Type)),
            columns.Text(nameof(DailyCount.Channel)),
            columns.Number(Number),
            columns.TimeOrNull(nameof(DailyCount.RolledUpAt)) ?? default,
            columns.TextOrNull(nameof(DailyCount.Campaign)),
            columns.TextOrNull(nameof(DailyCount.CampaignStep)),
            columns.NumberOrNull(nameof(DailyCount.Contacts)))
        {
            Sketch = row.TryGetValue(Sketch, out object? sketch) && sketch is byte[] bytes ? Unpack(bytes) : null,
        };
        return isDay && columns.IsReadable ? count : null;
    }

    private static ContactSketch? Unpack(byte[] sketch)
    {
        try
        {
            return ContactSketch.Unpack(sketch);
        }
        catch (InvalidDataException)
        {
            return null; // Somebody edited it; the number stands.
        }
    }
}
