using Microsoft.Extensions.Configuration;
using Webhooks.Dashboard.Tests.Browsing;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Storage;
using Webhooks.Storage.Tables;

namespace Webhooks.Dashboard.Tests;

/// <summary>The running app on storage of its own, with data, and a browser.</summary>
public sealed class PageFixture : IAsyncLifetime
{
    private RunningApp? _app;
    private RunningBrowser? _browser;

    public RunningApp App => _app!;

    public HttpClient Http => _app!.Http;

    public RunningBrowser Browser => _browser!;

    public WebhookTables Tables { get; private set; } = null!;

    public SeedData Seed { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        string account = await TestAccount.NewAsync();
        _app = await RunningApp.StartAsync(account);
        StorageConnection connection = new(new ConfigurationBuilder()
            .AddInMemoryCollection([new(StorageConnection.Setting, account)])
            .Build());
        Tables = new WebhookTables(connection.Tables());
        Seed = await SeedData.WriteAsync(Tables, Http);
        if (Chromium.Path is null)
            return;
        _browser = await Chromium.OpenAsync(Http.BaseAddress!);
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        if (_app is not null)
            await _app.DisposeAsync();
    }
}
