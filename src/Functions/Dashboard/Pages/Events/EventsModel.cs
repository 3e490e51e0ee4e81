using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Dashboard.Pages.Events;

/// <summary>A page of the list of events.</summary>
/// <param name="IsFirst">Whether it begins with the newest.</param>
public sealed record EventsModel(EventFilter Filter, EventPage Page, bool IsFirst, VendorRegistry Vendors);
