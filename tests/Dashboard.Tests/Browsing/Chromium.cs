using Microsoft.Playwright;

namespace Webhooks.Dashboard.Tests.Browsing;

/// <summary>
/// The browser of this machine: one of Debian's packages, or what CHROMIUM names. The headless shell is preferred: it
/// draws no window around a page.
/// </summary>
public static class Chromium
{
    private static readonly string[] Places =
    [
        Environment.GetEnvironmentVariable("CHROMIUM") ?? "", "/usr/bin/chromium-headless-shell", "/usr/bin/chromium",
        "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
    ];

    // One for all tests; it ends with the run.
    private static readonly Lazy<Task<IBrowser>> Browser = new(LaunchAsync);

    public static string? Path { get; } = Places.FirstOrDefault(File.Exists);

    /// <summary>A part of the browser for somebody who visits a service.</summary>
    public static async Task<RunningBrowser> OpenAsync(Uri service) => new(await Browser.Value, service);

    private static async Task<IBrowser> LaunchAsync()
    {
        IPlaywright playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Path,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
                // One process draws all pages, which are of one site: another one for each visit costs more than most.
                "--renderer-process-limit=1", "--disable-site-isolation-trials", "--in-process-gpu",
            ],
        });
    }
}
