using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Received;
using Webhooks.Storage.Sessions;
using Webhooks.Storage.Status;

namespace Webhooks.Functions.Dashboard.Pages.Rejected;

/// <summary>Rejected deliveries: how many of each reason, and one by one, newest first.</summary>
/// <param name="States">How many there are of each vendor.</param>
/// <param name="Vendor">Whose are shown; null for all.</param>
/// <param name="Reason">Only those of one reason, or null.</param>
/// <param name="Listed">Those that are shown.</param>
/// <param name="Samples">Bodies: the newest of each reason that is shown, or some of the one.</param>
/// <param name="Next">Continues after them; null where there are no more, or where all vendors are shown.</param>
public sealed record RejectedModel(
    IReadOnlyList<RejectedState> States,
    string? Vendor,
    string? Reason,
    IReadOnlyList<RejectedDelivery> Listed,
    IReadOnlyList<RejectedSample> Samples,
    string? Next,
    VendorRegistry Vendors,
    DateTimeOffset Now,
    PageSession Session)
{
    public string Title =>
        (Vendor is null ? "All vendors" : Vendors.DisplayNameOf(Vendor)) + (Reason is null ? "" : $", {Reason}");

    /// <summary>Whether those of a reason are what is shown.</summary>
    public bool IsShown(string vendor, string reason) => vendor == Vendor && reason == Reason;

    public static string AddressOf(string? vendor, string? reason, string? continuation = null) =>
        Address.Of("rejected", ("vendor", vendor), ("reason", reason), ("continuation", continuation));

    public static string Number(int number, RejectedState state) =>
        Display.Number(number) + (state.HasMore ? "+" : "");

    /// <summary>How long ago a delivery was received, by its id.</summary>
    public string Received(string id) =>
        DeliveryId.TryParse(id, out _, out DateTimeOffset at) ? Display.Ago(Now, at) : "";
}
