using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Ingestion.Vendors;

namespace Webhooks.Storage.Deliveries;

/// <summary>A message in the queue that this service did not write: kept as a rejected delivery with the message as its body.</summary>
internal static class UnreadableMessage
{
    public const string Vendor = VendorRegistry.Unknown;

    public static Rejection Rejection { get; } = new(
        RejectionReasons.UnreadableMessage, "The queue held a message that this service did not write, or not in this version.");

    public static IReadOnlyList<QueuedDelivery> UnpackOrWrap(ReadOnlyMemory<byte> message, TimeProvider time)
    {
        try
        {
            return MessageReader.Unpack(message);
        }
        catch (InvalidDataException)
        {
            DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
            return
            [
                QueuedDelivery.Whole(new Delivery
                {
                    Id = DeliveryId.New(now),
                    Vendor = Vendor,
                    ReceivedAt = now,
                    Method = "QUEUE",
                    Body = message,
                }),
            ];
        }
    }
}
