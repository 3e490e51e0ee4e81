using Webhooks.Ingestion.JsonVendors;
using Webhooks.Ingestion.Text;

namespace Webhooks.Ingestion.Vendors.Acme;

/// <summary>Acme, text messages.</summary>
public sealed class AcmeVendor(int maxBytes = Inflation.MaxBytes) : JsonVendor(maxBytes)
{
    /// <inheritdoc />
    public override string Name => "acme";

    /// <inheritdoc />
    public override string DisplayName => "Acme";

    /// <inheritdoc />
    public override string Sample => """{"action": "sent", "user": 7, "at": NOW, "text": "Hello"}""";

    /// <inheritdoc />
    protected override JsonMembers Members { get; } =
        new() { EventType = "action", ContactId = "user", Time = "at", Identity = ["action", "user"] };

    /// <inheritdoc />
    protected override EventKind KindOf(string? eventType, string? channel) =>
        new(eventType == "sent" ? EventTypes.MessageSent : EventTypes.UnknownReceived, Channels.Sms);
}
