using Webhooks.Functions.Dashboard.Markup;
using Webhooks.Ingestion;

namespace Webhooks.Functions.Dashboard.Pages;

/// <summary>From a delivery id or a contact to its story.</summary>
internal static class FindPage
{
    private static readonly int[] Days = [1, 7, 30, 90];

    public static Html Content(string? text, int days, FoundEvents? found, bool isUnknownDelivery) => Html.Of($"""
        <h1>Find</h1>
        <section class="card"><form method="get" action="find" class="row">
        <div><label for="q">Delivery id, contact id or email address</label><input id="q" name="q" value="{text}" autocomplete="off" spellcheck="false" size="36" required></div>
        <div><label for="days">In the last</label><select id="days" name="days">{Days.Select(one => one == days
            ? Html.Of($"""<option value="{one}" selected>{one} {(one == 1 ? "day" : "days")}</option>""")
            : Html.Of($"""<option value="{one}">{one} {(one == 1 ? "day" : "days")}</option>"""))}</select></div>
        <button class="main">Find</button></form>
        <p class="note">A contact is searched day by day, exactly as the vendor writes it. A delivery id is enough by itself.</p></section>
        {(isUnknownDelivery ? Html.Of($"""<section class="card section empty"><h2>No delivery of that id</h2><p>It may still wait in the queue for some seconds, or be older than the retention.</p></section>""") : Html.None)}
        {(found is null ? Html.None : Events(found))}
        """);

    private static Html Events(FoundEvents found) => Html.Of($"""
        <section class="card section" aria-labelledby="events"><div class="head"><h2 id="events">{Display.Number(found.Events.Count)} {(found.Events.Count == 1 ? "event" : "events")}, newest first</h2>
        <span class="note">{(found.IsWhole ? $"back to {found.SearchedTo:yyyy-MM-dd}" : $"the search was cut at {found.SearchedTo:yyyy-MM-dd}: ask for fewer days, or use the API day by day")}</span></div>
        {(found.Events.Count == 0 ? Html.Of($"""<p>Nothing of this contact in these days.</p>""") : Html.Of($"""
            <div class="scroll" role="region" aria-label="Events of the contact" tabindex="0"><table>
            <thead><tr><th scope="col">Occurred</th><th scope="col">Type</th><th scope="col">Campaign</th><th scope="col">Subject</th><th scope="col">Delivery</th></tr></thead>
            <tbody>{found.Events.Select(Row)}</tbody></table></div>
            """))}
        </section>
        """);

    private static Html Row(EngagementEvent e) => Html.Of($"""
        <tr><td class="time">{Display.Time(e.OccurredAt)}</td><th scope="row">{Display.Type(e.Type)}<br><span class="note">{Display.Vendor(e.Vendor)}{(e.Channel is null ? "" : $", {e.Channel}")}</span></th><td class="wrapped">{e.Campaign}<br><span class="note">{e.CampaignStep}</span></td><td class="wrapped">{e.MessageSubject}</td><td><a href="delivery?id={e.DeliveryId}"><code>{e.DeliveryId[..Math.Min(13, e.DeliveryId.Length)]}…</code></a></td></tr>
        """);
}
