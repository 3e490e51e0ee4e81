using Webhooks.Functions.Dashboard.Markup;
using Webhooks.Storage.State;

namespace Webhooks.Functions.Dashboard.Pages.Rejected;

/// <summary>Forms that ask for a replay. The first step changes nothing: it shows what would.</summary>
internal static class ReplayForm
{
    public static Html OfReason(string vendor, string reason, PageSession session) => Form(session, Html.Of($"""
        <input type="hidden" name="vendor" value="{vendor}"><input type="hidden" name="reason" value="{reason}">
        <button aria-label="Try a replay of {reason}">Replay…</button>
        """));

    public static Html OfDelivery(string id, PageSession session) => Form(session, Html.Of($"""
        <input type="hidden" name="id" value="{id}"><button>Replay…</button>
        """));

    private static Html Form(PageSession session, Html fields) => session.MayAct
        ? Html.Of($"""<form method="post" action="replay">{AntiForgery.Field(session)}{fields}</form>""")
        : Html.None;
}
