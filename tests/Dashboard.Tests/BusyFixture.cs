using Webhooks.Benchmarks.Pages;
using Webhooks.Dashboard.Tests.Browsing;
using Webhooks.Ingestion.Tests;

namespace Webhooks.Dashboard.Tests;

/// <summary>The running app with the events of sixty busy days, and a browser.</summary>
public sealed class BusyFixture : IAsyncLifetime
{
    private DashboardApp? _app;

    public HttpClient Http => _app!.Http;

    public RunningBrowser Browser => _app!.Browser;

    internal BusyDays Days { get; private set; } = null!;

    public DateTimeOffset End { get; } = TimeProvider.System.GetUtcNow();

    public async Task InitializeAsync()
    {
        if (Chromium.Path is null)
            return;
        _app = await DashboardApp.StartAsync(fill: async tables =>
            Days = await BusyDays.FillAsync(tables, LongTests.Or(6_000, 20_000), End));
    }

    public async Task DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }
}
