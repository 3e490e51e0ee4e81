using Webhooks.Functions.Dashboard.Markup;

namespace Webhooks.Functions.Dashboard.Pages;

/// <summary>The way in: the key goes into a header, so that no address and no history holds it.</summary>
internal static class SignInPage
{
    public static Html Content() => Html.Of($"""
        <section class="card narrow">
        <h1>Sign in</h1>
        <form id="signin" hidden>
        <label for="key">Function key</label>
        <input id="key" type="password" autocomplete="off" required aria-describedby="key-note">
        <p id="key-note" class="note">The key of the function <code>Dashboard</code> lets you look; that of
        <code>DashboardOperator</code> lets you replay, too. It is sent once, as a header. On your own machine any value
        will do.</p>
        <fieldset><legend>I want to</legend>
        <label class="choice"><input type="radio" name="door" value="../dashboard" checked> look</label>
        <label class="choice"><input type="radio" name="door" value="operator"> look and replay</label></fieldset>
        <button class="main">Sign in</button>
        <p id="signin-error" class="error" role="alert"></p>
        </form>
        <noscript><p>Without script: open <code>/api/dashboard?code=&lt;the function's key&gt;</code>. It starts a
        session of eight hours and sends you on to an address without the key.</p></noscript>
        </section>
        """);
}
