using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Ingestion.Counts;

/// <summary>Numbers of events of an hour or a day.</summary>
public sealed partial class EventCounts
{
    private readonly Dictionary<CountKey, long> _counts = [];

    /// <summary>The numbers.</summary>
    public IReadOnlyDictionary<CountKey, long> Counts => _counts;

    /// <summary>Counts events.</summary>
    public void Add(CountKey key, long count = 1) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, key, out _) += count;

    /// <summary>Adds another's numbers, as a day's are those of its hours.</summary>
    public void Add(EventCounts other)
    {
        foreach ((CountKey key, long count) in other._counts)
            Add(key, count);
    }

    /// <summary>The sums by type and channel.</summary>
    public EventCounts ByTypeAndChannel() =>
        Regroup(_ => true, key => key with { Campaign = null, CampaignStep = null });

    /// <summary>The numbers of events that belong to a campaign.</summary>
    public EventCounts OfCampaigns() => Regroup(key => key.Campaign is not null, key => key);

    /// <summary>Packs the numbers; the same numbers always give the same bytes.</summary>
    /// <returns>Brotli-compressed JSON.</returns>
    public byte[] Pack()
    {
        Row[] rows = [.. _counts
            .Select(count =>
            new Row(count.Key.Type, count.Key.Channel, count.Key.Campaign, count.Key.CampaignStep, count.Value))
            .OrderBy(row => row.Type, StringComparer.Ordinal)
            .ThenBy(row => row.Channel, StringComparer.Ordinal)
            .ThenBy(row => row.Campaign, StringComparer.Ordinal)
            .ThenBy(row => row.Step, StringComparer.Ordinal)];
        using MemoryStream packed = new();
        using (BrotliStream brotli = new(packed, CompressionLevel.Fastest, leaveOpen: true))
            JsonSerializer.Serialize(brotli, rows, RowContext.Default.RowArray);
        return packed.ToArray();
    }

    /// <summary>Unpacks what <see cref="Pack"/> packed.</summary>
    public static EventCounts Unpack(byte[] packed)
    {
        using BrotliStream brotli = new(new MemoryStream(packed), CompressionMode.Decompress);
        EventCounts counts = new();
        foreach (Row row in JsonSerializer.Deserialize(brotli, RowContext.Default.RowArray) ?? [])
            counts.Add(new CountKey(row.Type, row.Channel, row.Campaign, row.Step), row.Count);
        return counts;
    }

    private EventCounts Regroup(Func<CountKey, bool> where, Func<CountKey, CountKey> group)
    {
        EventCounts grouped = new();
        foreach ((CountKey key, long count) in _counts)
        {
            if (where(key))
                grouped.Add(group(key), count);
        }

        return grouped;
    }

    internal sealed record Row(string Type, string? Channel, string? Campaign, string? Step, long Count);

    [JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(Row[]))]
    private sealed partial class RowContext : JsonSerializerContext;
}
