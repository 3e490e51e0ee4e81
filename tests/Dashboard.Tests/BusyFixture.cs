using Webhooks.Benchmarks.Pages;
using Webhooks.Dashboard.Tests.Browsing;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Faults.Tests.Processes;

namespace Webhooks.Dashboard.Tests;

/// <summary>The running app with 20,000 events of sixty days, and a browser.</summary>
public sealed class BusyFixture : IAsyncLifetime
{
    private const int Events = 20_000;

    private ServedAccount? _storage;
    private RunningApp? _app;
    private RunningBrowser? _browser;

    public HttpClient Http => _app!.Http;

    public RunningBrowser Browser => _browser!;

    internal BusyDays Days { get; private set; } = null!;

    public DateTimeOffset End { get; } = TimeProvider.System.GetUtcNow();

    public async Task InitializeAsync()
    {
        if (Chromium.Path is null)
            return;
        _storage = await ServedAccount.StartAsync();
        Days = await BusyDays.FillAsync(_storage.Tables, Events, End);
        _app = await RunningApp.StartAsync(
            await TestAccount.NewAsync(),
            new Dictionary<string, string> { ["WebhookStorage"] = _storage.ConnectionString });
        _browser = await Chromium.OpenAsync(Http.BaseAddress!);
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        if (_app is not null)
            await _app.DisposeAsync();
        if (_storage is not null)
            await _storage.DisposeAsync();
    }
}
