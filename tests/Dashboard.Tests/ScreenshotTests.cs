using Microsoft.Playwright;
using Webhooks.Dashboard.Tests.Browsing;
using Webhooks.Tools.Azurite;

namespace Webhooks.Dashboard.Tests;

/// <summary>
/// The pictures of README, made when SCREENSHOTS names a folder below the repository, e.g. docs/images.
/// </summary>
[Collection(PageGroup.Name)]
public sealed class ScreenshotTests(PageFixture app)
{
    [BrowserFact]
    public async Task Screenshots_are_made_on_demand()
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is not { Length: > 0 } folder)
            return;

        await ShootAsync(folder, "dashboard-light", "view?days=30", ColorScheme.Light, 1100, 900);
        await ShootAsync(folder, "dashboard-dark", "view?days=90", ColorScheme.Dark, 1100, 900);
        await ShootAsync(folder, "dashboard-phone", "view?days=7", ColorScheme.Light, 360, 740);
        await ShootAsync(folder, "received", "received", ColorScheme.Dark, 1100, 640);
        await ShootAsync(folder, "rejected", "rejected", ColorScheme.Light, 1100, 640);
        await ShootAsync(folder, "delivery", $"delivery?id={app.Seed.ReadableId}", ColorScheme.Dark, 1100, 900);
    }

    private async Task ShootAsync(string folder, string name, string place, ColorScheme scheme, int width, int height)
    {
        await using Visit visit = await Visit.StartAsync(app, scheme: scheme, width: width, height: height);
        await visit.GoAsync(place);
        await visit.Page.ScreenshotAsync(
            new PageScreenshotOptions { Path = Path.Combine(Repository.Root, folder, $"{name}.png") });
    }
}
