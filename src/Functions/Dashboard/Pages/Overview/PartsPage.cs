using Webhooks.Functions.Dashboard.Markup;

namespace Webhooks.Functions.Dashboard.Pages.Overview;

/// <summary>Where counts are too many for one file: a link to each part.</summary>
internal static class PartsPage
{
    public static Html Content(OverviewQuery query, int rows, int parts) => Html.Of($"""
        <h1>Counts in {parts} files</h1>
        <section class="card"><p>These are {Display.Number(rows)} rows, more than one file takes.</p>
        <ol>{Enumerable.Range(1, parts).Select(part => Html.Of(
            $"""<li><a href="{query.Address("counts.csv")}&amp;part={part}">Part {part}</a></li>"""))}</ol>
        <p class="note">Fewer days, or one vendor, may fit one file.</p></section>
        """);
}
