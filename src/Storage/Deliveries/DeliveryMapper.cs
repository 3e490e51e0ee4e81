using Microsoft.Extensions.Logging;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;

namespace Webhooks.Storage.Deliveries;

/// <summary>
/// Maps deliveries with the vendor that they are of: whatever is in a delivery, the answer is a value, and nothing is
/// written anywhere.
/// </summary>
/// <param name="logger">Told ids, never content.</param>
public sealed partial class DeliveryMapper(VendorRegistry vendors, ILogger<DeliveryMapper> logger)
{
    /// <summary>Maps a delivery.</summary>
    /// <returns>Its events, or why there are none.</returns>
    public DeliveryOutcome Map(Delivery delivery)
    {
        if (delivery.Vendor == DeliveryMessage.NoVendor)
            return new DeliveryOutcome(delivery, [], DeliveryMessage.Unreadable);
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
