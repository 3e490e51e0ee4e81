using Webhooks.Functions.Http;
using Webhooks.Storage.Replay;

namespace Webhooks.Functions.Dashboard;

/// <summary>What a form asks to replay: one delivery, or a vendor's rejected ones of a reason.</summary>
/// <param name="Id">The delivery's id, or null.</param>
/// <param name="Vendor">The vendor's name, or null.</param>
/// <param name="Reason">The reason, or null.</param>
internal sealed record ReplayTarget(string? Id, string? Vendor, string? Reason)
{
    public static ReplayTarget Of(UrlEncoded form) => new(Text(form["id"]), Text(form["vendor"]), Text(form["reason"]));

    /// <summary>Whether it names something.</summary>
    public bool IsWhole => Id is not null || (Vendor is not null && Reason is not null);

    /// <summary>As the replay takes it.</summary>
    public ReplayRequest ToRequest() => Id is not null
        ? new ReplayRequest { DeliveryId = Id }
        : new ReplayRequest { Vendor = Vendor, Rejected = true, Reason = Reason };

    private static string? Text(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
