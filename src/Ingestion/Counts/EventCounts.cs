using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Webhooks.Ingestion.Counts;

/// <summary>Numbers of events of an hour or a day, and of a campaign's also which contacts they are of.</summary>
public sealed partial class EventCounts
{
    private readonly Dictionary<CountKey, long> _counts = [];
    private readonly Dictionary<CountKey, ContactSketch> _contacts = [];

    /// <summary>The numbers.</summary>
    public IReadOnlyDictionary<CountKey, long> Counts => _counts;

    /// <summary>The contacts of campaigns; those of a key that has none here are not known.</summary>
    public IReadOnlyDictionary<CountKey, ContactSketch> Contacts => _contacts;

    /// <summary>Counts events whose contacts are not known.</summary>
    public void Add(CountKey key, long count = 1)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, key, out _) += count;
        _contacts.Remove(key);
    }

    /// <summary>Counts an event.</summary>
    /// <param name="contact">The hash of its contact; null where it has none.</param>
    public void AddEvent(CountKey key, ulong? contact)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, key, out bool isKnown)++;
        if (key.Campaign is null)
            return;
        if (!isKnown)
            _contacts[key] = new ContactSketch();
        if (contact is { } hash && _contacts.TryGetValue(key, out ContactSketch? contacts))
            contacts.Add(hash);
    }

    /// <summary>Adds another's numbers, as a day's are those of its hours.</summary>
    public void Add(EventCounts other)
    {
        foreach ((CountKey key, long count) in other._counts)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, key, out bool isKnown) += count;
            if (!other._contacts.TryGetValue(key, out ContactSketch? contacts))
                _contacts.Remove(key);
            else if (!isKnown)
                (_contacts[key] = new ContactSketch()).Add(contacts);
            else if (_contacts.TryGetValue(key, out ContactSketch? own))
                own.Add(contacts);
        }
    }

    /// <summary>The sums by type and channel.</summary>
    public EventCounts ByTypeAndChannel()
    {
        EventCounts sums = new();
        foreach ((CountKey key, long count) in _counts)
            sums.Add(key with { Campaign = null, CampaignStep = null }, count);
        return sums;
    }

    /// <summary>The numbers of events that belong to a campaign, and their contacts.</summary>
    public EventCounts OfCampaigns()
    {
        EventCounts own = new();
        foreach ((CountKey key, long count) in _counts.Where(count => count.Key.Campaign is not null))
        {
            own._counts[key] = count;
            if (_contacts.TryGetValue(key, out ContactSketch? contacts))
                own._contacts[key] = contacts;
        }

        return own;
    }

    /// <summary>The numbers alone.</summary>
    public EventCounts WithoutContacts()
    {
        EventCounts own = new();
        foreach ((CountKey key, long count) in _counts)
            own._counts[key] = count;
        return own;
    }

    /// <summary>Whether another has the same numbers of the same contacts.</summary>
    public bool IsSame(EventCounts other) => _counts.Count == other._counts.Count
        && _contacts.Count == other._contacts.Count
        && _counts.All(count => other._counts.TryGetValue(count.Key, out long number) && number == count.Value)
        && _contacts.All(known => other._contacts.TryGetValue(known.Key, out ContactSketch? contacts)
            && contacts.Pack().AsSpan().SequenceEqual(known.Value.Pack()));

    /// <summary>Gives up the longest lists of contacts, until the others list no more than that together.</summary>
    /// <param name="listed">How many contacts may be listed.</param>
    /// <param name="longest">Lists of that many are short enough to stay.</param>
    public void FoldContacts(int listed, int longest)
    {
        long sum = _contacts.Values.Where(contacts => contacts.IsExact).Sum(contacts => contacts.Count);
        foreach (ContactSketch contacts in _contacts.Values.Where(contacts => contacts.IsExact)
            .OrderByDescending(contacts => contacts.Count).TakeWhile(_ => sum > listed))
        {
            sum -= contacts.Count;
            contacts.Fold(longest);
        }
    }

    /// <summary>Packs the numbers; the same numbers always give the same bytes.</summary>
    /// <returns>Brotli-compressed JSON.</returns>
    public byte[] Pack()
    {
        Row[] rows = [.. _counts
            .Select(count => new Row(
                count.Key.Type,
                count.Key.Channel,
                count.Key.Campaign,
                count.Key.CampaignStep,
                count.Value,
                _contacts.GetValueOrDefault(count.Key)?.Pack()))
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
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static EventCounts Unpack(byte[] packed)
    {
        using BrotliStream brotli = new(new MemoryStream(packed), CompressionMode.Decompress);
        EventCounts counts = new();
        foreach (Row row in JsonSerializer.Deserialize(brotli, RowContext.Default.RowArray) ?? [])
        {
            CountKey key = new(row.Type, row.Channel, row.Campaign, row.Step);
            counts._counts[key] = row.Count;
            if (row.Contacts is not null)
                counts._contacts[key] = ContactSketch.Unpack(row.Contacts);
        }

        return counts;
    }

    internal sealed record Row(
        string Type, string? Channel, string? Campaign, string? Step, long Count, byte[]? Contacts = null);

    [JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(Row[]))]
    private sealed partial class RowContext : JsonSerializerContext;
}
