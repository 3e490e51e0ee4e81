using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Webhooks.Dashboard.Tests.Browsing;

/// <summary>A person at a browser, signed in, on one page after the other.</summary>
public sealed class Visit : IAsyncDisposable
{
    // In the page itself. Deque's package for Playwright opens a page more for each look, for frames of other origins.
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private readonly List<string> _complaints = [];
    private readonly RunningBrowser _browser;

    private Visit(RunningBrowser browser, IPage page)
    {
        _browser = browser;
        Page = page;
        page.Console += OnConsole;
        page.PageError += OnPageError;
    }

    public IPage Page { get; }

    /// <summary>What the browser complained about: scripts that failed, or broke the page's policy.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public static Task<Visit> StartAsync(
        PageFixture app,
        string door = "api/dashboard/operator",
        ColorScheme scheme = ColorScheme.Light,
        int width = 1280,
        int height = Look.Height,
        bool script = true) =>
        StartAsync(app.Browser, door, scheme, width, height, script);

    public static async Task<Visit> StartAsync(
        RunningBrowser browser,
        string door = "api/dashboard/operator",
        ColorScheme scheme = ColorScheme.Light,
        int width = 1280,
        int height = Look.Height,
        bool script = true)
    {
        Visit visit = new(browser, await browser.TabAsync(script));
        await visit.LookAsAsync(new Look(scheme, width), height);
        await visit.Page.GotoAsync(door);
        return visit;
    }

    /// <summary>From now on the window is as wide, and the person wants the colours.</summary>
    public async Task LookAsAsync(Look look, int height = Look.Height)
    {
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions
        {
            ColorScheme = look.Scheme,
            ReducedMotion = ReducedMotion.Reduce, // or each frame of what moves is drawn
        });
        await Page.SetViewportSizeAsync(look.Width, height);
    }

    /// <summary>Goes to a page of the dashboard, also from one that just then asks again by itself.</summary>
    public Task GoAsync(string address) => RunningBrowser.GoAsync(Page, $"api/dashboard/{address}");

    /// <summary>Follows a link to another page, and waits until that is loaded.</summary>
    public async Task FollowAsync(ILocator link)
    {
        string from = Page.Url;
        await link.ClickAsync();
        await Page.WaitForURLAsync(url => url != from);
    }

    /// <summary>What axe finds that is serious or critical.</summary>
    public async Task<string[]> SeriousFindingsAsync()
    {
        await Page.EvaluateAsync(Axe);
        return await Page.EvaluateAsync<string[]>(
            "async () => (await axe.run({ resultTypes: ['violations'] })).violations"
                + ".filter(one => one.impact === 'serious' || one.impact === 'critical')"
                + ".map(one => `${one.id}: ${one.nodes.map(node => node.html).join(' | ')}`)");
    }

    /// <summary>By how many pixels the page is wider than the window.</summary>
    public Task<int> SidewaysAsync() =>
        Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    public async ValueTask DisposeAsync()
    {
        Page.Console -= OnConsole;
        Page.PageError -= OnPageError;
        await _browser.LeaveAsync(Page);
    }

    private void OnConsole(object? sender, IConsoleMessage message)
    {
        if (message.Type == "error")
            _complaints.Add(message.Text);
    }

    private void OnPageError(object? sender, string error) => _complaints.Add(error);
}
