using Microsoft.Playwright;

namespace Webhooks.Dashboard.Tests.Browsing;

/// <summary>The browser of this machine: Debian's package, or what CHROMIUM names.</summary>
public static class Chromium
{
    private static readonly string[] Places =
        [Environment.GetEnvironmentVariable("CHROMIUM")
            ?? "", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    public static string? Path { get; } = Places.FirstOrDefault(File.Exists);

    public static async Task<RunningBrowser> StartAsync()
    {
        IPlaywright playwright = await Playwright.CreateAsync();
        return new RunningBrowser(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Path,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        }));
    }
}
