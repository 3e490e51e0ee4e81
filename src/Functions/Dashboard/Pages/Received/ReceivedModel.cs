using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Received;

namespace Webhooks.Functions.Dashboard.Pages.Received;

/// <summary>A page of the list of deliveries.</summary>
/// <param name="IsFirst">Whether it begins with the newest.</param>
public sealed record ReceivedModel(
    ReceivedFilter Filter, DeliveryList Page, bool IsFirst, VendorRegistry Vendors, DateTimeOffset Now);
