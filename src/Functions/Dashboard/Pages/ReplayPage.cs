using Webhooks.Functions.Dashboard.Markup;
using Webhooks.Storage.State;

namespace Webhooks.Functions.Dashboard.Pages;

/// <summary>What a replay would change, and the button that does it.</summary>
internal static class ReplayPage
{
    public static Html Trial(ReplayTarget target, ReplayTrial trial, PageSession session) => Html.Of($"""
        <h1>Replay {Name(target)}?</h1>
        <section class="card"><h2>What would change</h2>
        <p class="note">Nothing is changed yet. {(trial.HasMore ? $"The newest {trial.Tried} deliveries were tried; there are more." : "")}</p>
        <dl class="facts" id="trial">
        <dt>Deliveries tried</dt><dd>{Words.Number(trial.Tried)}</dd>
        <dt>Can be mapped now</dt><dd>{Words.Number(trial.Mapped)}</dd>
        {trial.Added.Select(type => Html.Of($"""<dt>Events added</dt><dd>{Words.Number(type.Value)} {Words.Type(type.Key)}</dd>"""))}
        <dt>Events written again</dt><dd>{Words.Number(trial.Kept)}</dd>
        <dt>Events removed</dt><dd>{Words.Number(trial.Removed)}</dd>
        {trial.Rejected.Select(reason => Html.Of($"""<dt>Rejected again</dt><dd>{Words.Number(reason.Value)} {reason.Key}</dd>"""))}
        </dl>
        <form method="post" action="replay" class="row">{AntiForgery.Field(session)}
        <input type="hidden" name="id" value="{target.Id}"><input type="hidden" name="vendor" value="{target.Vendor}"><input type="hidden" name="reason" value="{target.Reason}">
        <input type="hidden" name="confirmed" value="1"><button class="main">Replay now</button> <a href="rejected">Leave it</a></form>
        </section>
        """);

    public static Html Started(ReplayTarget target, int queued, bool hasMore) => Html.Of($"""
        <h1>Replay of {Name(target)}</h1>
        <div class="verdict good" role="status"><strong>Queued</strong><span>{Words.Number(queued)} {(queued == 1 ? "delivery is" : "deliveries are")} on the way through today's mappers{(hasMore ? ", and those after them" : "")}.</span></div>
        <p>What can be mapped leaves the list within seconds; the counts follow with the next roll-up. {(target.Id is null
            ? Html.Of($"""<a href="rejected">See what is left</a>""")
            : Html.Of($"""<a href="delivery?id={target.Id}">See the delivery</a>"""))}</p>
        """);

    private static string Name(ReplayTarget target) =>
        target.Id is not null ? "the delivery" : $"{Words.Vendor(target.Vendor ?? "")}'s {target.Reason}";
}
