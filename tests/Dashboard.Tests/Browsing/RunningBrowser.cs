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
    private const int MostTries = 3;
    private static readonly PageWaitForURLOptions Soon = new() { Timeout = 5000 };

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

    /// <summary>
    /// Goes somewhere. Where the page that a tab shows loads itself again at that moment, as one without script does
    /// that shows progress, Playwright gives up although the browser mostly arrives; if it does not, it is asked again.
    /// </summary>
    /// <param name="address">Relative to the service, or about:blank.</param>
    public static async Task GoAsync(IPage tab, string address)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                await tab.GotoAsync(address);
                return;
            }
            catch (PlaywrightException e)
                when (tries < MostTries && e.Message.Contains("interrupted by another", StringComparison.Ordinal))
            {
            }

            try
            {
                await tab.WaitForURLAsync(url => url.EndsWith(address, StringComparison.Ordinal), Soon);
                return;
            }
            catch (TimeoutException)
            {
            }
        }
    }

    /// <summary>
    /// Leaves what a tab shows, which would go on asking for news. A tab that can't, as where a test failed on its
    /// way, is given up: the next test opens one, and the failure that is reported is the test's own.
    /// </summary>
    public async Task LeaveAsync(IPage tab)
    {
        try
        {
            await GoAsync(tab, "about:blank");
        }
        catch (PlaywrightException)
        {
            _tabs.Remove(_tabs.Single(one => one.Value == tab).Key);
            await tab.Context.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IPage tab in _tabs.Values)
            await tab.Context.DisposeAsync();
    }
}
