using System.Security.Cryptography;
using Webhooks.Ingestion.Json;
using Webhooks.Ingestion.Times;

namespace Webhooks.Ingestion.Vendors.SmartReach;

/// <summary>
/// What makes an event the same event when it comes again, from whichever of the account's webhooks. An activity is
/// known by who, when, campaign, step and link; a change of a prospect by its day and what it says; anything else by
/// all that it says. <c>docs/events.md</c> lists the parts.
/// </summary>
internal readonly ref struct SmartReachIdentity(
    ReadOnlySpan<byte> json, PooledBytes scratch, string foldedName, ref readonly SmartReachItem item)
{
    private readonly ReadOnlySpan<byte> _json = json;
    private readonly ref readonly SmartReachItem _item = ref item;

    /// <summary>Makes the id, without the day where the event is filed by that.</summary>
    /// <param name="type">One of <see cref="EventTypes"/>.</param>
    /// <param name="time">When it happened.</param>
    /// <param name="unread">What was sent for a time and could not be read.</param>
    /// <returns>32 hex digits.</returns>
    public string ToId(string type, EventTime time, scoped ReadOnlySpan<byte> unread)
    {
        EventIdentity.Parts parts = new(stackalloc byte[EventIdentity.Parts.OnStack]);
        AddAll(ref parts, type, time, unread);
        string id = parts.ToId();
        parts.Dispose();
        return id;
    }

    private void AddAll(ref EventIdentity.Parts parts, string type, EventTime time, scoped ReadOnlySpan<byte> unread)
    {
        parts.Add("smartreach"u8);
        parts.Add(foldedName);
        if (type == EventTypes.UnknownReceived)
        {
            parts.Add(time, unread);
            AddCanonical(ref parts, _item.Whole);
            return;
        }

        // First, since what follows uses the same scratch.
        parts.Add(time, unread);
        AddWho(ref parts);
        if (SmartReachTimes.IsProspectEvent(type))
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

    // Without an id, two people's events at one time must not become one: the address stands in, and where there is
    // none either, all that is said of the prospect.
    private void AddWho(ref EventIdentity.Parts parts)
    {
        ReadOnlySpan<byte> who =
            SmartReachWho.TrimId(_item.Fields[(int)SmartReachField.ProspectId].ToIdUtf8(_json, scratch));
        if (who.IsEmpty)
            who = SmartReachWho.TrimAddress(Value(SmartReachField.Email));
        if (who.IsEmpty)
            who = SmartReachWho.TrimAddress(Value(SmartReachField.ProspectEmail));
        if (who.IsEmpty)
            who = SmartReachWho.TrimAddress(Value(SmartReachWho.OtherAddress(foldedName)));
        if (who.IsEmpty && _item.Prospect.Length > 0)
            AddCanonical(ref parts, _item.Prospect);
        else
            parts.AddOrNull(who);
    }

    private void AddCanonical(ref EventIdentity.Parts parts, (int Start, int Length) place)
    {
        scratch.Truncate(0);
        CanonicalJson.Write(_json.Slice(place.Start, place.Length), scratch);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(scratch.Written, digest);
        parts.Add(digest);
    }

    private ReadOnlySpan<byte> Value(SmartReachField field) => _item.Fields[(int)field].ToUtf8(_json, scratch);
}
