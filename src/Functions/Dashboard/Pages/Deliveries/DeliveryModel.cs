using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Sessions;
using Webhooks.Storage.Tracing;

namespace Webhooks.Functions.Dashboard.Pages.Deliveries;

/// <summary>A delivery's story, from HTTP request to count, and its raw body, as text whatever is in it.</summary>
public sealed record DeliveryModel(TracedDelivery Traced, VendorRegistry Vendors, PageSession Session)
{
    public const int MaxEvents = 50;

    private const int MaxDays = 10;

    public StoredDelivery Stored => Traced.Stored;

    public Delivery Delivery => Traced.Stored.Delivery;

    public int EventCount => Stored.EventCount;

    public string DaysOfEvents => string.Join(
        ", ", Stored.EventKeys.Select(key => key.Hour.Day).Distinct().Order().Take(MaxDays).Select(Display.Iso));

    /// <summary>A text of the vendor's that may be long.</summary>
    public static string Cut(string text) => text.Length > 2000 ? text[..2000] + "…" : text;
}
