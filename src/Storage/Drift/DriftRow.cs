using System.Text;
using Azure.Data.Tables;
using Webhooks.Ingestion;
using Webhooks.Storage.Tables;
using DriftThing = Webhooks.Ingestion.Drift;

namespace Webhooks.Storage.Drift;

/// <summary>A row of <c>SchemaDrift</c>.</summary>
internal static class DriftRow
{
    /// <summary>Makes the row.</summary>
    public static TableEntity Of(SeenDrift seen, string rowKey) => new(seen.Vendor, rowKey)
    {
        [nameof(SeenDrift.Kind)] = seen.Kind,
        [nameof(SeenDrift.Name)] = seen.Name,
        [nameof(SeenDrift.Detail)] = seen.Detail,
        [nameof(SeenDrift.FirstSeen)] = seen.FirstSeen,
        [nameof(SeenDrift.LastSeen)] = seen.LastSeen,
        [nameof(SeenDrift.Count)] = seen.Count,
        [nameof(SeenDrift.SampleDeliveryId)] = seen.SampleDeliveryId,
    };

    /// <summary>Reads the row; null where it cannot be read.</summary>
    public static SeenDrift? Read(TableEntity row)
    {
        RowReader columns = new(row);
        SeenDrift seen = new(
            row.PartitionKey,
            columns.Text(nameof(SeenDrift.Kind)),
            columns.Text(nameof(SeenDrift.Name)),
            columns.TextOrNull(nameof(SeenDrift.Detail)) ?? "",
            columns.Time(nameof(SeenDrift.FirstSeen)),
            columns.Time(nameof(SeenDrift.LastSeen)),
            columns.Number(nameof(SeenDrift.Count)),
            columns.TextOrNull(nameof(SeenDrift.SampleDeliveryId)) ?? "");
        return columns.IsReadable ? seen : null;
    }
}

/// <summary>
/// Row keys of <c>SchemaDrift</c>: <c>{kind}_{name}_{detail}</c>, percent-encoded where a key may not hold a character.
/// </summary>
internal static class DriftKey
{
    // Of 512: https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model
    private const int MaxUnits = 200;

    public static string Of(DriftThing thing)
    {
        StringBuilder key = new($"{thing.Kind}_");
        foreach (Rune rune in $"{thing.Name}_{thing.Detail}".EnumerateRunes())
        {
            if (rune.Value is '/' or '\\' or '#' or '?' or '%' || Rune.IsControl(rune))
                key.Append('%').Append(rune.Value.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            else
                key.Append(rune);
        }

        return key.Length <= MaxUnits
            ? key.ToString()
            : $"{key.ToString(0, MaxUnits - 33)}_{EventIdentity.From(thing.Name, thing.Detail)}";
    }
}
