using System.Text;
using Webhooks.Functions.Dashboard.Markup;
using Webhooks.Functions.Dashboard.Pages.Rejected;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Deliveries;
using Webhooks.Storage.Events;
using Webhooks.Storage.State;

namespace Webhooks.Functions.Dashboard.Pages;

/// <summary>A delivery's story, from HTTP request to count, and its raw body, as text whatever is in it.</summary>
internal static class DeliveryPage
{
    private const int MaxBody = 64 * 1024;
    private const int MaxEvents = 50;
    private const int MaxDays = 10;

    public static Html Content(StoredDelivery stored, VendorRegistry vendors, PageSession session)
    {
        Delivery delivery = stored.Delivery;
        string type = delivery.ContentType is null ? "" : $", {delivery.ContentType}";
        return Html.Of($"""
            <h1>Delivery</h1>
            <section class="card"><dl class="facts">
            <dt>Id</dt><dd><code>{delivery.Id}</code></dd>
            <dt>Vendor</dt><dd>{vendors.DisplayNameOf(delivery.Vendor)}</dd>
            <dt>Request</dt><dd>{delivery.Method}{type}, {Display.Number(delivery.Body.Length)} bytes</dd>
            {Fact("Query", delivery.Query)}
            {Fact("Trace", delivery.TraceParent)}
            </dl></section>
            <section class="card section" aria-labelledby="story">
            <div class="head"><h2 id="story">Its story</h2><span class="grow"></span>
            {ReplayForm.OfDelivery(delivery.Id, session)}</div>
            <ol class="story">
            <li><strong>Received</strong><br>{Display.Time(delivery.ReceivedAt)}<br>
            <span class="note">acknowledged once the queue had it</span></li>
            {Outcome(stored)}
            </ol></section>
            <section class="card section" aria-labelledby="body"><h2 id="body">Raw body</h2>
            {(delivery.Body.IsEmpty
                ? Html.Of($"""<p class="note">Empty.</p>""")
                : Html.Of($"""<pre tabindex="0" id="raw">{Text(delivery.Body.Span)}</pre>"""))}
            {(delivery.Body.Length > MaxBody
                ? Html.Of($"""<p class="note">The first {Display.Number(MaxBody)} bytes.</p>""")
                : Html.None)}
            </section>
            """);
    }

    private static Html Outcome(StoredDelivery stored) => stored.Status switch
    {
        DeliveryStatuses.Rejected => Html.Of($"""
            <li class="stop"><strong>Rejected</strong><br>{stored.Error}<br>
            <span class="note">kept as it came; see the raw body</span></li>
            """),
        DeliveryStatuses.Processed => Mapped(stored.EventCount, stored.EventKeys),
        _ => Html.Of($"""
            <li><strong>Waiting</strong><br><span class="note">stored, and about to be mapped</span></li>
            """),
    };

    private static Html Mapped(int count, IReadOnlyList<EventKey> keys)
    {
        string events = $"{Display.Number(count)} {(count == 1 ? "event" : "events")}";
        string days = string.Join(", ", keys.Select(key => key.Hour.Day).Distinct().Order().Take(MaxDays)
            .Select(day => $"{day:yyyy-MM-dd}"));
        return Html.Of($"""
            <li><strong>Mapped to {events}</strong>{keys.Take(MaxEvents).Select(Key)}
            {(count > MaxEvents
                ? Html.Of($"""<br><span class="note">and {Display.Number(count - MaxEvents)} more</span>""")
                : Html.None)}</li>
            {(keys.Count == 0 ? Html.None : Html.Of($"""
                <li><strong>Counted</strong><br><span class="note">by the roll-up, on {days}</span></li>
                """))}
            """);
    }

    private static Html Fact(string name, string? value) => value is null
        ? Html.None
        : Html.Of($"""<dt>{name}</dt><dd><code>{Cut(value)}</code></dd>""");

    private static Html Key(EventKey key) => Html.Of($"""<br><code>{key.Partition} / {key.Row}</code>""");

    private static string Cut(string text) => text.Length > 2000 ? text[..2000] + "…" : text;

    // What is no UTF-8 shows as U+FFFD; control characters, which browsers drop, as pictures of themselves.
    private static string Text(ReadOnlySpan<byte> body)
    {
        StringBuilder text = new(Encoding.UTF8.GetString(body[..Math.Min(body.Length, MaxBody)]));
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] < ' ' && text[i] is not ('\n' or '\r' or '\t'))
                text[i] = (char)('\u2400' + text[i]);
        }

        return text.ToString();
    }
}
