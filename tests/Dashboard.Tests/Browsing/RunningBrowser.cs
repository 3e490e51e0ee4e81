using Microsoft.Playwright;

namespace Webhooks.Dashboard.Tests.Browsing;

/// <summary>
/// A person's part of the browser that all tests share: two windows, with and without script, of one tab each, which
/// one visit after the other is in. To open a window or a tab costs more than what most tests do in it.
/// </summary>
/// <param name="browser">The browser.</param>
/// <param name="service">What addresses are relative to.</param>
public sealed class RunningBrowser(IBrowser browser, Uri service) : IAsyncDisposable
{
    private readonly Dictionary<bool, IPage> _tabs = [];

    /// <summary>The tab with script or the one without, signed in nowhere.</summary>
    public async Task<IPage> TabAsync(bool script)
    {
        if (_tabs.TryGetValue(script, out IPage? tab))
        {
            await tab.Context.ClearCookiesAsync();
            return tab;
        }

        IBrowserContext window = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = service.ToString(),
            TimezoneId = "Europe/Madrid",
            Locale = "en-GB",
            JavaScriptEnabled = script,
            AcceptDownloads = true,
        });
        return _tabs[script] = await window.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IPage tab in _tabs.Values)
            await tab.Context.DisposeAsync();
    }
}
