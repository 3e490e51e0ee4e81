using Webhooks.Storage.State;

namespace Webhooks.Functions.Dashboard.Markup;

/// <summary>What all pages have in common.</summary>
internal static class Layout
{
    private static readonly Html Style = Html.File("page.css");
    private static readonly Html Script = Html.File("page.js");

    private static readonly (string Address, string Name)[] Places =
        [("view", "Overview"), ("rejected", "Rejected"), ("find", "Find"), ("drift", "Drift")];

    private static Html Mark => Html.Of($"""
        <svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 7l4 10 4-8 4 8 4-10"/></svg>
        """);

    /// <summary>A whole page.</summary>
    /// <param name="place">Where in the navigation it is, or null.</param>
    /// <param name="content">What it holds.</param>
    /// <param name="nonce">The nonce of its Content-Security-Policy.</param>
    /// <param name="session">Who sees it, or null for nobody known.</param>
    public static Html Page(string title, string? place, Html content, string nonce, PageSession? session) =>
        Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">
        <title>{title} · Webhooks</title>
        <link rel="icon" href="data:,">
        <style nonce="{nonce}">{Style}</style>
        </head>
        <body>
        <a class="skip" href="#content">Skip to content</a>
        <header class="top"><div class="wrap">
        <span class="brand">{Mark}Webhooks</span>
        {(session is null ? Html.None : Navigation(place, session))}
        </div></header>
        <main id="content" class="wrap" tabindex="-1">
        {content}
        </main>
        <script nonce="{nonce}">{Script}</script>
        </body>
        </html>
        """);

    private static Html Navigation(string? current, PageSession session) => Html.Of($"""
        <nav aria-label="Pages">{Places.Select(place => place.Address == current
            ? Html.Of($"""<a href="{place.Address}" aria-current="page">{place.Name}</a>""")
            : Html.Of($"""<a href="{place.Address}">{place.Name}</a>"""))}</nav>
        <form method="post" action="signout" class="out">
        {AntiForgery.Field(session)}<button class="quiet">Sign out</button></form>
        """);
}
