using System.Text;
using Webhooks.Ingestion.Json;
using Webhooks.Ingestion.Times;

namespace Webhooks.Ingestion.Vendors.SmartReach;

/// <summary>Makes the events of one delivery.</summary>
internal readonly ref struct SmartReachEvents
{
    private readonly Delivery _delivery;
    private readonly ReadOnlySpan<byte> _json;
    private readonly ReadOnlySpan<byte> _body;
    private readonly PooledBytes _scratch;
    private readonly ref readonly SmartReachItem _metadata;
    private readonly string? _name;
    private readonly string _folded;
    private readonly string _type;
    private readonly string? _channel;

    /// <param name="json">The part of the body in which the elements' values lie: mostly all of it.</param>
    /// <param name="body">The body, in which the metadata's values lie.</param>
    public SmartReachEvents(
        Delivery delivery,
        ReadOnlySpan<byte> json,
        ReadOnlySpan<byte> body,
        PooledBytes scratch,
        ref readonly SmartReachItem metadata)
    {
        _delivery = delivery;
        _json = json;
        _body = body;
        _scratch = scratch;
        _metadata = ref metadata;
        // Folded from what the column can hold, which is five times the longest name there is.
        _name = metadata.Fields[(int)SmartReachField.EventType].ToColumn(body, EventColumns.NameLength);
        _folded = SmartReachEventNames.Fold(_name);
        _type = SmartReachEventNames.TypeOf(_folded);
        _channel = SmartReachEventNames.ChannelOf(_folded);
    }

    /// <summary>True where the delivery says what happened.</summary>
    public bool HasName =>
        _metadata.Fields[(int)SmartReachField.EventType].IsString && !string.IsNullOrWhiteSpace(_name);

    /// <summary>Notes an event name that nobody knows.</summary>
    public void NoteName(ref DriftList drift)
    {
        if (_type == EventTypes.UnknownReceived)
            drift.Add(DriftKinds.Event, "", Encoding.UTF8.GetBytes(_folded));
    }

    /// <summary>Maps one element of <c>data</c>.</summary>
    /// <param name="drift">Gets times that cannot be read.</param>
    /// <param name="data">Its copy without white space and mail bodies.</param>
    /// <returns>Its event: <c>unknown.received</c> where the name or the element's shape is not known.</returns>
    public EngagementEvent Map(
        ref readonly SmartReachItem item, ref DriftList drift, ReadOnlySpan<byte> data, int index)
    {
        string type = item.IsKnownShape ? _type : EventTypes.UnknownReceived;
        EventTime time = new SmartReachTimes(_json, _body, _delivery.ReceivedAt, in _metadata)
            .Read(type, in item, ref drift, _scratch, out ReadOnlySpan<byte> unread);
        string id = new SmartReachIdentity(_json, _scratch, _folded, in item).ToId(type, time, unread);
        return new EngagementEvent
        {
            EventId = time.ToEventId(id),
            Vendor = _delivery.Vendor,
            Type = type,
            VendorEventType = _name,
            Channel = _channel,
            OccurredAt = time.OccurredAt,
            TimeSource = time.Source,
            UndatedId = time.ToUndatedId(id),
            ReceivedAt = _delivery.ReceivedAt,
            ContactId = item.Fields[(int)SmartReachField.ProspectId].ToId(_json, EventColumns.TextLength),
            ContactEmail = Address(in item, SmartReachField.Email)
                ?? Address(in item, SmartReachField.ProspectEmail)
                ?? Address(in item, SmartReachWho.OtherAddress(_folded)),
            Campaign = Column(in item, SmartReachField.CampaignName, EventColumns.TextLength),
            CampaignStep = Column(in item, SmartReachField.CampaignStepName, EventColumns.TextLength),
            MessageSubject = Column(in item, SmartReachField.EmailSubject, EventColumns.TextLength),
            MessageFrom = Column(in item, SmartReachField.EmailFrom, EventColumns.TextLength),
            MessageTo = Column(in item, SmartReachField.EmailTo, EventColumns.TextLength),
            LinkUrl = Column(in item, SmartReachField.ClickedUrl, EventColumns.UrlLength),
            DeliveryId = _delivery.Id,
            DeliveryIndex = index,
            Data = EventData.Fit(data),
        };
    }

    private string? Address(ref readonly SmartReachItem item, SmartReachField field) =>
        SmartReachWho.TrimAddress(item.Fields[(int)field].ToUtf8(_json, _scratch)).IsEmpty
            ? null
            : Column(in item, field, EventColumns.TextLength);

    private string? Column(ref readonly SmartReachItem item, SmartReachField field, int length) =>
        item.Fields[(int)field].ToColumn(_json, length);
}
