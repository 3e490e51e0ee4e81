using Webhooks.Dashboard.Tests.Browsing;
using Webhooks.Storage.Tables;

namespace Webhooks.Dashboard.Tests;

/// <summary>The running app on storage of its own, with data, and a browser.</summary>
public sealed class PageFixture : IAsyncLifetime
{
    private DashboardApp? _app;

    public HttpClient Http => _app!.Http;

    public RunningBrowser Browser => _app!.Browser;

    public WebhookTables Tables { get; private set; } = null!;

    public SeedData Seed { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _app = await DashboardApp.StartAsync();
        Tables = new WebhookTables(_app.Tables);
        Seed = await SeedData.WriteAsync(Tables, Http);
    }

    public async Task DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }
}
