using Webhooks.Functions.Http;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Received;

namespace Webhooks.Functions.Dashboard.Pages.Received;

/// <summary>Which deliveries the list shows; anything odd in the address is the default.</summary>
/// <param name="Day">One day, or null for the last ones.</param>
/// <param name="Text">A part of the id, or null.</param>
public sealed record ReceivedFilter(DateOnly Today, DateOnly? Day, string? Vendor, string? Status, string? Text)
{
    public static readonly IReadOnlyList<string> Statuses =
    [
        DeliveryStatuses.Processed, DeliveryStatuses.Rejected, DeliveryStatuses.Received, DeliveryStatuses.Erased,
    ];

    private const int MaxDays = 400;
    private const int MaxText = 32;

    internal static ReceivedFilter Of(UrlEncoded query, VendorRegistry vendors, DateTimeOffset now)
    {
        DayRange range = DayRange.Of(query, now, 1, 1);
        string text = (query["text"] ?? "").Trim();
        return new ReceivedFilter(
            range.Today,
            query["day"] == Display.Iso(range.To) ? range.To : null,
            vendors.Names().FirstOrDefault(vendor => vendor == query["vendor"]),
            Statuses.FirstOrDefault(status => status == query["status"]),
            text.Length is 0 or > MaxText ? null : text);
    }

    public string Address(string? continuation = null) => Dashboard.Address.Of(
        "received",
        ("vendor", Vendor),
        ("status", Status),
        ("day", Day is { } day ? Display.Iso(day) : null),
        ("text", Text),
        ("continuation", continuation));

    public DeliveryQuery ToQuery(VendorRegistry vendors) => new()
    {
        Vendors = Vendor is null ? [.. vendors.Names()] : [Vendor],
        From = Day ?? Today.AddDays(-MaxDays),
        To = Day ?? Today,
        Status = Status,
        Text = Text,
    };
}
