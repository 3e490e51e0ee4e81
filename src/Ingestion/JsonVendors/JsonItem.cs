using System.Security.Cryptography;
using Webhooks.Ingestion.Json;
using Webhooks.Ingestion.Times;

namespace Webhooks.Ingestion.JsonVendors;

/// <summary>One item of a vendor's JSON.</summary>
/// <param name="json">One well-formed value.</param>
/// <param name="members">Where in it things are.</param>
internal readonly ref struct JsonItem(ReadOnlySpan<byte> json, JsonMembers members)
{
    private readonly ReadOnlySpan<byte> _json = json;

    /// <summary>A text as a column holds it.</summary>
    /// <param name="length">The longest that the column takes, in UTF-16 units.</param>
    public string? Column(JsonPath? path, int length = EventColumns.TextLength) =>
        path?.Find(_json).ToColumn(_json, length);

    /// <summary>An id as a column holds it: of a whole number its digits, however it is spelled.</summary>
    public string? Id(JsonPath? path) => path?.Find(_json).ToId(_json, EventColumns.TextLength);

    /// <summary>The item without what must not be stored, cut to what a column holds.</summary>
    public string Data()
    {
        using PooledBytes data = new(_json.Length);
        JsonText.Copy(_json, members.Omitted, data);
        return EventData.Fit(data.Written);
    }

    /// <summary>Makes the event's id, and finds its time, which is a part of it.</summary>
    /// <param name="isKnown">Whether the members that make an identity are known to do so for this event.</param>
    /// <param name="drift">Gets a time that cannot be read.</param>
    /// <returns>32 lower-case hex digits.</returns>
    public string Identify(
        string vendor, bool isKnown, DateTimeOffset receivedAt, ref DriftList drift, out EventTime time)
    {
        using PooledBytes unread = new(64);
        using PooledBytes scratch = new(256);
        SentTime sent = SentTime.Read(members.Time?.Find(_json) ?? default, _json, receivedAt, unread);
        if (sent.At is null && members.Time is { } path)
            sent.NoteIn(ref drift, "", path.Utf8);
        time = sent.At is { } at ? EventTime.Sent(at) : EventTime.OfReceipt(receivedAt);

        EventIdentity.Parts parts = new(stackalloc byte[EventIdentity.Parts.OnStack]);
        parts.Add(vendor);
        parts.Add(time, sent.Unread);
        bool isWhole = isKnown && sent.At is not null && members.Identity.Count > 0;
        foreach (JsonPath part in members.Identity)
            isWhole &= TryAdd(ref parts, part.Find(_json), scratch);
        if (!isWhole)
            AddDigest(ref parts, scratch);
        string id = parts.ToId();
        parts.Dispose();
        return id;
    }

    private bool TryAdd(ref EventIdentity.Parts parts, JsonSlice value, PooledBytes scratch)
    {
        if (value.IsNested)
        {
            scratch.Truncate(0);
            CanonicalJson.Write(value.From(_json), scratch);
            parts.Add(scratch.Written);
            return true;
        }

        ReadOnlySpan<byte> text = value.ToIdUtf8(_json, scratch);
        parts.AddOrNull(text);
        return !text.IsEmpty;
    }

    private void AddDigest(ref EventIdentity.Parts parts, PooledBytes scratch)
    {
        scratch.Truncate(0);
        CanonicalJson.Write(_json, scratch);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(scratch.Written, digest);
        parts.Add(digest);
    }
}
