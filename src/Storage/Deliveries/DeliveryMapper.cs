using Microsoft.Extensions.Logging;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Messages;
using Webhooks.Ingestion.Vendors;

namespace Webhooks.Storage.Deliveries;

/// <summary>
/// Maps deliveries with the vendor that they are of: whatever is in a delivery, the answer is a value, and nothing is
/// written anywhere.
/// </summary>
/// <param name="logger">Told ids, never content.</param>
public sealed partial class DeliveryMapper(VendorRegistry vendors, ILogger<DeliveryMapper> logger)
{
    private const string Queue = "QUEUE"; // the method of what came in no request
    private const int LongestName = 64;

    private static readonly Rejection Unreadable = new(
        RejectionReasons.UnreadableMessage,
        "The queue held a message that this service did not write, or not in this version.");

    /// <summary>
    /// Reads a message. One that this service did not write becomes a delivery of <see cref="VendorRegistry.Unknown"/>
    /// with the message as its body; its id comes from its bytes and its time, so that it stays one however often it is
    /// processed. What is of a vendor that is not registered, whatever its name holds, is kept where everybody looks
    /// for such: as of no vendor, with the name behind its method.
    /// </summary>
    /// <param name="queuedAt">When it was queued.</param>
    internal IReadOnlyList<QueuedDelivery> Open(ReadOnlyMemory<byte> message, DateTimeOffset queuedAt)
    {
        IReadOnlyList<QueuedDelivery> entries;
        try
        {
            entries = MessageReader.Unpack(message);
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

        return
        [
            .. entries.Select(entry => entry.Delivery is not { } delivery || vendors.Names().Contains(delivery.Vendor)
                ? entry
                : QueuedDelivery.Whole(delivery with
                {
                    Vendor = VendorRegistry.Unknown,
                    Method = $"{delivery.Method} {NameOf(delivery.Vendor)}",
                })),
        ];
    }

    /// <summary>Maps a delivery.</summary>
    /// <returns>Its events, or why there are none.</returns>
    public DeliveryOutcome Map(Delivery delivery)
    {
        if (delivery.Vendor == VendorRegistry.Unknown)
            return new DeliveryOutcome(delivery, [], WhyNot(delivery));
        if (!vendors.TryGet(delivery.Vendor, out IVendor? vendor))
        {
            return new DeliveryOutcome(
                delivery, [], new Rejection(RejectionReasons.UnknownVendor, "No vendor of that name is registered."));
        }

        try
        {
            MapResult result = vendor.Map(delivery);
            return new DeliveryOutcome(delivery, result.Events, result.Rejection) { Drift = result.Drift };
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Too little memory is the machine's fault, not the data's: the message comes again.
            Log.MapperFailed(logger, delivery.Id, e);
            return new DeliveryOutcome(
                delivery, [], new Rejection(
                    RejectionReasons.MapperFailed,
                    $"The mapper failed with {e.GetType().Name}: a defect of this service."));
        }
    }

    // Why a delivery of no vendor is rejected.
    private static Rejection WhyNot(Delivery delivery) =>
        delivery.Method.Split(' ') is [not Queue, .., { } name]
            ? new Rejection(RejectionReasons.UnknownVendor, $"No vendor of the name {name} is registered.")
            : Unreadable;

    // A vendor's name, perhaps one that somebody made up, as it can be written anywhere.
    private static string NameOf(string vendor) => string.Concat(
        vendor.Take(LongestName).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '?'));

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The mapper failed for delivery {DeliveryId}")]
        public static partial void MapperFailed(ILogger logger, string deliveryId, Exception exception);
    }
}
