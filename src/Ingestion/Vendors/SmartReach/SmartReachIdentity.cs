using System.Buffers.Text;
using System.Security.Cryptography;
using Webhooks.Ingestion.Json;

namespace Webhooks.Ingestion.Vendors.SmartReach;

/// <summary>
/// What makes an event the same event when it comes again. An activity is known by who, when, campaign, step and link,
/// so that a repeat with another <c>received_at</c> is one event; a change of a prospect by when it was reported and
/// what it says; anything else by all that it says. <c>docs/events.md</c> lists the parts.
/// </summary>
internal readonly ref struct SmartReachIdentity(
    ReadOnlySpan<byte> json,
    PooledBytes scratch,
    string foldedName,
    ref readonly SmartReachItem metadata,
    ref readonly SmartReachItem item)
{
    private readonly ReadOnlySpan<byte> _json = json;
    private readonly ref readonly SmartReachItem _metadata = ref metadata;
    private readonly ref readonly SmartReachItem _item = ref item;

    /// <summary>Reads when it happened.</summary>
    /// <param name="type">One of <see cref="EventTypes"/>.</param>
    /// <param name="time">UTC, whole milliseconds.</param>
    /// <returns>False where the vendor sent no time that can be read.</returns>
    public bool TryReadTime(string type, out DateTimeOffset time)
    {
        // prospect.created_at is when the prospect was created, even for an update: it is never the event's time.
        time = default;
        return (!IsProspectEvent(type) && TryRead(Value(SmartReachField.ActivityCreatedAt), out time))
            || TryRead(Value(in _metadata, SmartReachField.ReceivedAt), out time);
    }

    /// <summary>Makes the id.</summary>
    /// <param name="type">One of <see cref="EventTypes"/>.</param>
    /// <param name="time">As <see cref="TryReadTime"/> read it, or null.</param>
    /// <returns>32 hex digits.</returns>
    public string ToId(string type, DateTimeOffset? time)
    {
        EventIdentity.Parts parts = new(stackalloc byte[EventIdentity.Parts.OnStack]);
        AddAll(ref parts, type, time);
        string id = parts.ToId();
        parts.Dispose();
        return id;
    }

    private static bool IsProspectEvent(string type) =>
        type is EventTypes.ContactCreated or EventTypes.ContactUpdated or EventTypes.ContactUpserted;

    private static bool TryRead(ReadOnlySpan<byte> text, out DateTimeOffset time) => VendorTime.TryRead(text, out time);

    private void AddAll(ref EventIdentity.Parts parts, string type, DateTimeOffset? time)
    {
        parts.Add("smartreach"u8);
        parts.AddOrNull(Value(in _metadata, SmartReachField.WebhookId));
        parts.Add(foldedName);
        if (type == EventTypes.UnknownReceived)
        {
            AddCanonical(ref parts, _item.Whole);
            return;
        }

        AddWho(ref parts);
        AddTime(ref parts, type, time);
        if (IsProspectEvent(type))
        {
            AddCanonical(ref parts, _item.Prospect.Length > 0 ? _item.Prospect : _item.Whole);
        }
        else
        {
            parts.AddOrNull(Value(SmartReachField.CampaignName));
            parts.AddOrNull(Value(SmartReachField.CampaignStepName));
            parts.AddOrNull(Value(SmartReachField.ClickedUrl));
        }
    }

    // Without an id, two people's events at one time must not become one: the address stands in.
    private void AddWho(ref EventIdentity.Parts parts)
    {
        ReadOnlySpan<byte> who = Value(SmartReachField.ProspectId);
        if (who.IsEmpty)
            who = Value(SmartReachField.Email);
        if (who.IsEmpty)
            who = Value(SmartReachField.ProspectEmail);
        if (who.IsEmpty)
            who = Value(SmartReachField.EmailTo);
        parts.AddOrNull(who);
    }

    // One spelling for an instant however it was sent; a time that cannot be read still tells two events apart.
    private void AddTime(ref EventIdentity.Parts parts, string type, DateTimeOffset? time)
    {
        ReadOnlySpan<byte> sent = IsProspectEvent(type) ? [] : Value(SmartReachField.ActivityCreatedAt);
        bool isUnreadable = !sent.IsEmpty && !TryRead(sent, out _);
        if (isUnreadable)
        {
            parts.Add(Value(SmartReachField.ActivityCreatedAt));
        }
        else if (time is { } known)
        {
            Span<byte> digits = stackalloc byte[20];
            Utf8Formatter.TryFormat(known.ToUnixTimeMilliseconds(), digits, out int written);
            parts.Add(digits[..written]);
        }
        else
        {
            parts.AddOrNull(Value(in _metadata, SmartReachField.ReceivedAt));
        }
    }

    private void AddCanonical(ref EventIdentity.Parts parts, (int Start, int Length) place)
    {
        scratch.Truncate(0);
        CanonicalJson.Write(_json.Slice(place.Start, place.Length), scratch);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(scratch.Written, digest);
        parts.Add(digest);
    }

    private ReadOnlySpan<byte> Value(SmartReachField field) => Value(in _item, field);

    private ReadOnlySpan<byte> Value(ref readonly SmartReachItem from, SmartReachField field) =>
        from.Fields[(int)field].ToUtf8(_json, scratch);
}
