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
    /// <summary>
    /// Reads a message; see <see cref="DeliveryMessage.Open"/>. What is of a vendor that is not registered, whatever
    /// its name holds, is kept where everybody looks for such: as of no vendor, with the name behind its method.
    /// </summary>
    /// <param name="queuedAt">When it was queued.</param>
    internal IReadOnlyList<QueuedDelivery> Open(ReadOnlyMemory<byte> message, DateTimeOffset queuedAt) =>
    [
        .. DeliveryMessage.Open(message, queuedAt).Select(entry =>
            entry.Delivery is not { } delivery || vendors.Names().Contains(delivery.Vendor)
                ? entry
                : QueuedDelivery.Whole(delivery with
                {
                    Vendor = VendorRegistry.Unknown,
                    Method = $"{delivery.Method} {DeliveryMessage.NameOf(delivery.Vendor)}",
                })),
    ];

    /// <summary>Maps a delivery.</summary>
    /// <returns>Its events, or why there are none.</returns>
    public DeliveryOutcome Map(Delivery delivery)
    {
        if (delivery.Vendor == VendorRegistry.Unknown)
            return new DeliveryOutcome(delivery, [], DeliveryMessage.WhyNot(delivery));
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

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The mapper failed for delivery {DeliveryId}")]
        public static partial void MapperFailed(ILogger logger, string deliveryId, Exception exception);
    }
}
