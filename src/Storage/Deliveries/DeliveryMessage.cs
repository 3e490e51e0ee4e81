using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Ingestion.Vendors;

namespace Webhooks.Storage.Deliveries;

/// <summary>A message of the queue <c>deliveries</c>.</summary>
internal static class DeliveryMessage
{
    private const string Queue = "QUEUE";
    private const int LongestName = 64;

    private static readonly Rejection Unreadable = new(
        RejectionReasons.UnreadableMessage,
        "The queue held a message that this service did not write, or not in this version.");

    /// <summary>Why a delivery of no vendor is rejected.</summary>
    public static Rejection WhyNot(Delivery delivery) =>
        delivery.Method.Split(' ') is [not Queue, .., { } name]
            ? new Rejection(RejectionReasons.UnknownVendor, $"No vendor of the name {name} is registered.")
            : Unreadable;

    /// <summary>A vendor's name as it can be written anywhere.</summary>
    /// <param name="vendor">The name, perhaps one that somebody made up.</param>
    public static string NameOf(string vendor) => string.Concat(
        vendor.Take(LongestName).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '?'));

    /// <summary>
    /// Reads a message. One that this service did not write becomes a delivery of
    /// <see cref="VendorRegistry.Unknown"/> with the
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
                    Vendor = VendorRegistry.Unknown,
                    ReceivedAt = at,
                    Method = Queue,
                    Body = message,
                }),
            ];
        }
    }
}
