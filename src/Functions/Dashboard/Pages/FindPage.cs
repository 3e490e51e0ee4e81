using Webhooks.Functions.Dashboard.Markup;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;

namespace Webhooks.Functions.Dashboard.Pages;

/// <summary>From a delivery id or a contact to its story.</summary>
internal static class FindPage
{
    private static readonly int[] Days = [1, 7, 30, 90];

    public static Html Content(
        string? text,
        int days,
        FoundEvents? found,
        VendorRegistry vendors,
        bool isUnknownDelivery = false) => Html.Of($"""
        <h1>Find</h1>
        <section class="card"><form method="get" action="find" class="row">
        <div><label for="q">Delivery id, contact id or email address</label>
        <input id="q" name="q" value="{text}" autocomplete="off" spellcheck="false" size="36" required></div>
        <div><label for="days">In the last</label>
        <select id="days" name="days">{Days.Select(one => Option(one, one == days))}</select></div>
        <button class="main">Find</button></form>
        <p class="note">A contact is searched day by day, exactly as the vendor writes it. A delivery id is enough by
        itself.</p></section>
        {(isUnknownDelivery ? Unknown() : Html.None)}
        {(found is null ? Html.None : Events(found, vendors))}
        """);

    private static Html Option(int days, bool isSelected)
    {
        Html selected = isSelected ? Html.Of($" selected") : Html.None;
        return Html.Of($"""<option value="{days}"{selected}>{days} {(days == 1 ? "day" : "days")}</option>""");
    }

    private static Html Unknown() => Html.Of($"""
        <section class="card section empty"><h2>No delivery of that id</h2>
        <p>It may still wait in the queue for some seconds, or be older than the retention.</p></section>
        """);

    private static Html Events(FoundEvents found, VendorRegistry vendors) => Html.Of($"""
        <section class="card section" aria-labelledby="events"><div class="head">
        <h2 id="events">{Number(found.Events.Count)}, newest first</h2>
        <span class="note">{HowFar(found)}</span>
        </div>
        {(found.Events.Count == 0 ? Html.Of($"""<p>Nothing of this contact in these days.</p>""") : Html.Of($"""
            <div class="scroll" role="region" aria-label="Events of the contact" tabindex="0"><table>
            <thead><tr><th scope="col">Occurred</th><th scope="col">Type</th><th scope="col">Campaign</th>
            <th scope="col">Subject</th><th scope="col">Delivery</th></tr></thead>
            <tbody>{found.Events.Select(one => Row(one, vendors))}</tbody></table></div>
            """))}
        </section>
        """);

    private static Html Row(EngagementEvent one, VendorRegistry vendors)
    {
        string channel = one.Channel is null ? "" : $", {one.Channel}";
        return Html.Of($"""
            <tr><td class="time">{Display.Time(one.OccurredAt)}</td>
            <th scope="row">{Display.Type(one.Type)}<br>
            <span class="note">{vendors.DisplayNameOf(one.Vendor)}{channel}</span></th>
            <td class="wrapped">{one.Campaign}<br><span class="note">{one.CampaignStep}</span></td>
            <td class="wrapped">{one.MessageSubject}</td>
            <td><a href="delivery?id={one.DeliveryId}"><code>{Short(one.DeliveryId)}…</code></a></td></tr>

            """);
    }

    private static string Number(int events) => $"{Display.Number(events)} {(events == 1 ? "event" : "events")}";

    private static string HowFar(FoundEvents found) => found.IsWhole
        ? $"back to {found.SearchedTo:yyyy-MM-dd}"
        : $"the search was cut at {found.SearchedTo:yyyy-MM-dd}: ask for fewer days, or use the API day by day";

    private static string Short(string id) => id[..Math.Min(13, id.Length)];
}
