using Webhooks.Functions.Dashboard.Markup;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Jobs;
using Webhooks.Storage.Replay;
using Webhooks.Storage.State;

namespace Webhooks.Functions.Dashboard.Pages.Rejected;

/// <summary>What a replay would change, and the button that does it.</summary>
internal static class ReplayPage
{
    public static Html Trial(
        ReplayTarget target, ReplayPreview preview, VendorRegistry vendors, PageSession session) => Html.Of($"""
        <h1>Replay {Name(target, vendors)}?</h1>
        <section class="card"><h2>What would change</h2>
        <p class="note">Nothing is changed yet.{(preview.Next is null
            ? ""
            : " There are more deliveries than could be looked at in time; the replay takes them all.")}</p>
        <dl class="facts" id="trial">
        {(preview.Counts.Count == 0
            ? Html.Of($"""<dt>Nothing</dt><dd>Today's mappers give what is stored.</dd>""")
            : Html.None)}
        {preview.Counts.Select(count =>
            Html.Of($"""<dt>{Label(count.Key)}</dt><dd>{Display.Number(count.Value)}</dd>"""))}
        </dl>
        <form method="post" action="replay" class="row">{AntiForgery.Field(session)}
        <input type="hidden" name="id" value="{target.Id}"><input type="hidden" name="vendor" value="{target.Vendor}">
        <input type="hidden" name="reason" value="{target.Reason}"><input type="hidden" name="confirmed" value="1">
        <button class="main">Replay now</button> <a href="rejected">Leave it</a></form>
        </section>
        """);

    public static Html Started(ReplayTarget target, Job job, VendorRegistry vendors) => Html.Of($"""
        <h1>Replay of {Name(target, vendors)}</h1>
        <div class="verdict good" role="status"><strong>Started</strong><span>It goes through the queue, page by page,
        and survives a restart. Its id: <code>{job.Id}</code></span></div>
        <p>What can be mapped leaves the list within seconds; the counts follow with the next roll-up.
        {(target.Id is null
            ? Html.Of($"""<a href="rejected">See what is left</a>""")
            : Html.Of($"""<a href="delivery?id={target.Id}">See the delivery</a>"""))}</p>
        """);

    // deliveries/examined, events/message.sent/added
    private static string Label(string name) => string.Join(", ", name.Split('/').Select(Display.Type));

    private static string Name(ReplayTarget target, VendorRegistry vendors) => target.Id is not null
        ? "the delivery"
        : $"{vendors.DisplayNameOf(target.Vendor ?? "")}'s {target.Reason}";
}
