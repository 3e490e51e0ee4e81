using Webhooks.Functions.Dashboard.Markup;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Reading;
using Webhooks.Storage.State;

namespace Webhooks.Functions.Dashboard.Pages.Rejected;

/// <summary>Rejected deliveries: how many of each reason, and one by one, newest first.</summary>
internal static class RejectedListPage
{
    public static Html Content(
        IReadOnlyList<RejectedState> states,
        RejectedChoice choice,
        RejectedPage? page,
        VendorRegistry vendors,
        DateTimeOffset now,
        PageSession session) => Html.Of($"""
        <h1>Rejected deliveries</h1>
        <p class="note">They are kept byte for byte. After a fix, replay them; a delivery that can be mapped then leaves
        this list.</p>
        {(states.Count == 0
            ? Html.Of($"""<section class="card empty"><h2>None</h2><p>Every delivery could be mapped.</p></section>""")
            : RejectedReasons.Of(states, choice, vendors, session))}
        {(page is null ? Html.None : List(page, choice, vendors, now))}
        """);

    private static Html List(
        RejectedPage page, RejectedChoice choice, VendorRegistry vendors, DateTimeOffset now) => Html.Of($"""
        <section class="card section" aria-labelledby="list">
        <div class="head"><h2 id="list">{Title(choice, vendors)}</h2></div>
        <div class="scroll" role="region" aria-label="Rejected deliveries" tabindex="0"><table>
        <thead><tr><th scope="col">Received</th><th scope="col">Delivery</th><th scope="col">Reason</th>
        <th scope="col">Why</th><th scope="col" class="n">Tries</th></tr></thead>
        <tbody>{page.Rejected.Select(one => Row(one, now))}</tbody></table></div>
        {(page.Next is null
            ? Html.None
            : Html.Of($"""<p><a href="{choice.Address}&amp;continuation={page.Next}">Older</a></p>"""))}
        </section>
        """);

    private static string Title(RejectedChoice choice, VendorRegistry vendors) =>
        vendors.DisplayNameOf(choice.Vendor ?? "") + (choice.Reason is null ? "" : $", {choice.Reason}");

    private static Html Row(RejectedDelivery one, DateTimeOffset now)
    {
        string received = DeliveryId.TryParse(one.DeliveryId, out _, out DateTimeOffset at) ? Display.Ago(now, at) : "";
        return Html.Of($"""
            <tr><td class="time">{received}</td>
            <th scope="row"><a href="delivery?id={one.DeliveryId}"><code>{one.DeliveryId}</code></a></th>
            <td><span class="tag">{one.Reason}</span></td><td class="wrapped">{one.Error}</td>
            <td class="n">{one.Attempts}</td></tr>

            """);
    }
}
