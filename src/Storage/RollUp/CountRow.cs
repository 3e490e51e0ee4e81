using System.Globalization;
using Azure.Data.Tables;
using Webhooks.Ingestion.Counts;
using Webhooks.Storage.Keys;
using Webhooks.Storage.Rows;

namespace Webhooks.Storage.RollUp;

/// <summary>A row of <c>DailyCounts</c> or <c>DailyCampaignCounts</c>.</summary>
internal static class CountRow
{
    public const string Number = nameof(DailyCount.Count);

    private const string NoChannel = "none";

    /// <summary>The columns of a row without campaign, and of one with it.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "PartitionKey", "RowKey", nameof(DailyCount.Day), nameof(DailyCount.Type), nameof(DailyCount.Channel), Number,
        nameof(DailyCount.RolledUpAt),
    ];

    /// <summary>See <see cref="Columns"/>.</summary>
    public static IReadOnlyList<string> CampaignColumns { get; } =
        [.. Columns, nameof(DailyCount.Campaign), nameof(DailyCount.CampaignStep)];

    /// <summary>Makes a row.</summary>
    public static TableEntity Of(VendorDay day, string rowKey, CountKey key, long count, DateTimeOffset now)
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
        return row;
    }

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
            columns.TextOrNull(nameof(DailyCount.CampaignStep)));
        return isDay && columns.IsReadable ? count : null;
    }
}
