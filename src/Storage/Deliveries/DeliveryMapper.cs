using Microsoft.Extensions.Logging;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Drift;

namespace Webhooks.Storage.Deliveries;

/// <summary>Maps deliveries with the vendor that they are of; whatever is in a delivery, the answer is a value.</summary>
/// <param name="vendors">The vendors.</param>
/// <param name="drift">Told what is new at a vendor.</param>
/// <param name="logger">Told ids, never content.</param>
public sealed partial class DeliveryMapper(VendorRegistry vendors, DriftLog drift, ILogger<DeliveryMapper> logger)
{
    /// <summary>Maps a delivery.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <returns>Its events, or why there are none.</returns>
    public DeliveryOutcome Map(Delivery delivery)
    {
        if (delivery.Vendor == UnreadableMessage.Vendor)
            return new DeliveryOutcome(delivery, [], UnreadableMessage.Rejection);
        if (!vendors.TryGet(delivery.Vendor, out IVendor? vendor))
        {
            return new DeliveryOutcome(
                delivery, [], new Rejection(RejectionReasons.UnknownVendor, "No vendor of that name is registered."));
        }

        try
        {
            MapResult result = vendor.Map(delivery);
            drift.Note(delivery.Vendor, result.Drift, delivery.Id);
            return new DeliveryOutcome(delivery, result.Events, result.Rejection);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Too little memory is the machine's fault, not the data's: the message comes again.
            Log.MapperFailed(logger, delivery.Id, e);
            return new DeliveryOutcome(
                delivery, [], new Rejection(RejectionReasons.MapperFailed, $"The mapper failed with {e.GetType().Name}: a defect of this service."));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The mapper failed for delivery {DeliveryId}")]
        public static partial void MapperFailed(ILogger logger, string deliveryId, Exception exception);
    }
}
