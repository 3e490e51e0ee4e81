using Webhooks.Functions.Dashboard.Markup;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Reading;

namespace Webhooks.Functions.Dashboard.Pages;

/// <summary>What vendors started to send.</summary>
internal static class DriftPage
{
    public static Html Content(
        IReadOnlyCollection<SeenDrift> drift, VendorRegistry vendors, DateTimeOffset now) => Html.Of($"""
        <h1>Schema drift</h1>
        <p class="note">Names that vendors send and their mappers do not know yet. Their events are stored all the same,
        with the vendor's own data.</p>
        {(drift.Count == 0
            ? Html.Of($"""
                <section class="card empty"><h2>None</h2>
                <p>Everything that came has a place in the mappers.</p></section>
                """)
            : Html.Of($"""
                <section class="card"><div class="scroll" role="region" aria-label="Schema drift" tabindex="0"><table>
                <thead><tr><th scope="col">Name</th><th scope="col">Kind</th><th scope="col">Vendor</th>
                <th scope="col">First seen</th><th scope="col">Last seen</th><th scope="col" class="n">About</th>
                <th scope="col">Example</th></tr></thead>
                <tbody>{drift.Select(seen => Row(seen, vendors, now))}</tbody></table></div></section>
                """))}
        """);

    private static Html Row(SeenDrift seen, VendorRegistry vendors, DateTimeOffset now)
    {
        string detail = seen.Detail.Length == 0 ? "" : $" {seen.Detail}";
        return Html.Of($"""
            <tr><th scope="row" class="wrapped"><code>{seen.Name}</code>{detail}</th>
            <td><span class="tag">{seen.Kind}</span></td><td>{vendors.DisplayNameOf(seen.Vendor)}</td>
            <td class="time">{Display.Ago(now, seen.FirstSeen)}</td>
            <td class="time">{Display.Ago(now, seen.LastSeen)}</td>
            <td class="n">{Display.Number(seen.Count)}</td>
            <td><a href="delivery?id={seen.SampleDeliveryId}">delivery</a></td></tr>

            """);
    }
}
