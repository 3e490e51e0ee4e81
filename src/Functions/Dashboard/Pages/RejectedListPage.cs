using Webhooks.Functions.Dashboard.Markup;
using Webhooks.Ingestion;
using Webhooks.Storage.Reading;
using Webhooks.Storage.State;

namespace Webhooks.Functions.Dashboard.Pages;

/// <summary>Rejected deliveries: how many of each reason, and one by one, newest first.</summary>
internal static class RejectedListPage
{
    public static Html Content(
        IReadOnlyList<RejectedState> states, string? vendor, string? reason, RejectedPage? page, DateTimeOffset now, PageSession session) => Html.Of($"""
        <h1>Rejected deliveries</h1>
        <p class="note">They are kept byte for byte. After a fix, replay them; a delivery that can be mapped then leaves this list.</p>
        {(states.Count == 0
            ? Html.Of($"""<section class="card empty"><h2>None</h2><p>Every delivery could be mapped.</p></section>""")
            : Reasons(states, vendor, reason, session))}
        {(page is null ? Html.None : List(page, vendor!, reason, now))}
        """);

    private static Html Reasons(IReadOnlyList<RejectedState> states, string? vendor, string? reason, PageSession session) => Html.Of($"""
        <section class="card" aria-labelledby="reasons"><h2 id="reasons">By reason</h2>
        <div class="scroll" role="region" aria-label="Rejected deliveries by reason" tabindex="0"><table id="by-reason">
        <thead><tr><th scope="col">Reason</th><th scope="col">Vendor</th><th scope="col" class="n">Deliveries</th><th scope="col"><span class="skip">Action</span></th></tr></thead>
        <tbody>{states.SelectMany(state => state.ByReason.Select(one => Html.Of($"""
            <tr><th scope="row"><a href="rejected?vendor={Uri.EscapeDataString(state.Vendor)}&amp;reason={Uri.EscapeDataString(one.Key)}"{(state.Vendor == vendor && one.Key == reason ? Html.Of($""" aria-current="true" """) : Html.None)}>{one.Key}</a></th><td>{Display.Vendor(state.Vendor)}</td><td class="n">{Display.Number(one.Value)}{(state.HasMore ? "+" : "")}</td><td class="n">{ReplayForm.OfReason(state.Vendor, one.Key, session)}</td></tr>
            """)))}</tbody></table></div>
        {(session.MayAct ? Html.None : Html.Of($"""<p class="note">This session may look only. To replay, sign out and sign in with the key of <code>DashboardOperator</code>.</p>"""))}
        </section>
        """);

    private static Html List(RejectedPage page, string vendor, string? reason, DateTimeOffset now) => Html.Of($"""
        <section class="card section" aria-labelledby="list">
        <div class="head"><h2 id="list">{Display.Vendor(vendor)}{(reason is null ? "" : $", {reason}")}</h2></div>
        <div class="scroll" role="region" aria-label="Rejected deliveries" tabindex="0"><table>
        <thead><tr><th scope="col">Received</th><th scope="col">Delivery</th><th scope="col">Reason</th><th scope="col">Why</th><th scope="col" class="n">Tries</th></tr></thead>
        <tbody>{page.Rejected.Select(one => Html.Of($"""
            <tr><td class="time">{(DeliveryId.TryParse(one.DeliveryId, out _, out DateTimeOffset at) ? Display.Ago(now, at) : "")}</td><th scope="row"><a href="delivery?id={one.DeliveryId}"><code>{one.DeliveryId}</code></a></th><td><span class="tag">{one.Reason}</span></td><td class="wrapped">{one.Error}</td><td class="n">{one.Attempts}</td></tr>
            """))}</tbody></table></div>
        {(page.Next is null ? Html.None : Html.Of(
            $"""<p><a href="rejected?vendor={Uri.EscapeDataString(vendor)}{(reason is null ? "" : $"&reason={Uri.EscapeDataString(reason)}")}&amp;continuation={page.Next}">Older</a></p>"""))}
        </section>
        """);
}
