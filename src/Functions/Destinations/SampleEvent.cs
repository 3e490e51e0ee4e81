using Webhooks.Ingestion;
using Webhooks.Ingestion.Times;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Destinations;

namespace Webhooks.Functions.Destinations;

/// <summary>Sends a made-up event, to see that a destination takes it and knows who it is from.</summary>
/// <param name="post">Makes the request.</param>
public sealed class SampleEvent(IEventPost post, VendorRegistry vendors, TimeProvider time)
{
    /// <summary>Sends it: about nobody, of a type that the destination wants, with <c>sample</c> in its data.</summary>
    public Task<DestinationAnswer> SendAsync(Destination destination, CancellationToken cancellationToken)
    {
        DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        EngagementEvent e = new()
        {
            EventId = EventIdentity.From("sample", destination.Name, $"{now:O}"),
            Vendor = destination.Vendors.Count > 0 ? destination.Vendors[0] : vendors.Registered[0],
            Type = EventTypes.All.FirstOrDefault(type => destination.Types.Any(one => Destination.Is(one, type)))
                ?? EventTypes.MessageSent,
            OccurredAt = now,
            TimeSource = TimeSources.Receipt,
            ReceivedAt = now,
            ContactEmail = "sample@example.com",
            Campaign = "Sample",
            DeliveryId = DeliveryId.New(now),
            DeliveryIndex = 0,
            Data = """{"sample":true}""",
        };
        return post.PostAsync(destination, [e], cancellationToken);
    }
}
