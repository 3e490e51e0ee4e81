using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Webhooks.Dashboard.Tests.Browsing;

/// <summary>A person at a browser, signed in, on one page after the other.</summary>
public sealed class Visit : IAsyncDisposable
{
    // Else each element comes back with each rule that it keeps: tens of megabytes of a page of many rows.
    private static readonly AxeRunOptions OnlyViolations = new() { ResultTypes = [ResultType.Violations] };

    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    private Visit(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _complaints.Add(message.Text);
        };
        page.PageError += (_, error) => _complaints.Add(error);
    }

    public IPage Page { get; }

    /// <summary>What the browser complained about: scripts that failed, or broke the page's policy.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public static Task<Visit> StartAsync(
        PageFixture app,
        string door = "api/dashboard/operator",
        ColorScheme scheme = ColorScheme.Light,
        int width = 1280,
        int height = 900,
        bool script = true) =>
        StartAsync(app.Browser, app.Http.BaseAddress!, door, scheme, width, height, script);

    public static async Task<Visit> StartAsync(
        IBrowser browser,
        Uri service,
        string door = "api/dashboard/operator",
        ColorScheme scheme = ColorScheme.Light,
        int width = 1280,
        int height = 900,
        bool script = true)
    {
        IBrowserContext context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = service.ToString(),
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            TimezoneId = "Europe/Madrid",
            Locale = "en-GB",
            JavaScriptEnabled = script,
            AcceptDownloads = true,
        });
        Visit visit = new(context, await context.NewPageAsync());
        await visit.Page.GotoAsync(door);
        return visit;
    }

    public Task GoAsync(string address) => Page.GotoAsync($"api/dashboard/{address}");

    /// <summary>What axe finds that is serious or critical.</summary>
    public async Task<string[]> SeriousFindingsAsync()
    {
        AxeResult result = await Page.RunAxe(OnlyViolations);
        return [.. result.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}")];
    }

    /// <summary>By how many pixels the page is wider than the window.</summary>
    public Task<int> SidewaysAsync() =>
        Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
