using Microsoft.Playwright;

namespace Webhooks.Dashboard.Tests.Browsing;

/// <summary>A browser, and what drives it.</summary>
public sealed class RunningBrowser(IPlaywright playwright, IBrowser browser) : IAsyncDisposable
{
    public IBrowser Browser => browser;

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
