using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Ingestion.Vendors;

namespace Webhooks.Storage.Deliveries;

/// <summary>A message of the queue <c>deliveries</c>.</summary>
internal static class DeliveryMessage
{
    /// <summary>Whose a message is that this service did not write.</summary>
    public const string NoVendor = VendorRegistry.Unknown;

    /// <summary>Why such a message is rejected.</summary>
    public static Rejection Unreadable { get; } = new(
        RejectionReasons.UnreadableMessage,
        "The queue held a message that this service did not write, or not in this version.");

    /// <summary>
    /// Reads a message. One that this service did not write becomes a delivery of <see cref="NoVendor"/> with the
    /// message as its body; its id comes from its bytes and its time, so that it stays one however often it is
    /// processed.
    /// </summary>
    /// <param name="queuedAt">When it was queued.</param>
    public static IReadOnlyList<QueuedDelivery> Open(ReadOnlyMemory<byte> message, DateTimeOffset queuedAt)
    {
        try
        {
            return MessageReader.Unpack(message);
        }
        catch (InvalidDataException)
        {
            DateTimeOffset at = DateTimeOffset.FromUnixTimeMilliseconds(queuedAt.ToUnixTimeMilliseconds());
            return
            [
                QueuedDelivery.Whole(new Delivery
                {
                    Id = DeliveryId.Of(at, message.Span),
                    Vendor = NoVendor,
                    ReceivedAt = at,
                    Method = "QUEUE",
                    Body = message,
                }),
            ];
        }
    }
}
