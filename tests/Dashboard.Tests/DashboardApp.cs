using Azure.Data.Tables;
using Webhooks.Dashboard.Tests.Browsing;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Faults.Tests.Processes;
using Webhooks.Ingestion.Tests;

namespace Webhooks.Dashboard.Tests;

/// <summary>
/// The running app on storage of its own, and a browser where there is one. The storage is simulated, which costs a
/// fraction of the emulator; at length it is the emulator. What the host itself keeps is in the emulator always.
/// </summary>
public sealed class DashboardApp : IAsyncDisposable
{
    private readonly ServedAccount? _storage;
    private readonly RunningApp _app;
    private readonly RunningBrowser? _browser;

    private DashboardApp(ServedAccount? storage, TableServiceClient tables, RunningApp app, RunningBrowser? browser) =>
        (_storage, Tables, _app, _browser) = (storage, tables, app, browser);

    public HttpClient Http => _app.Http;

    /// <summary>The app's storage.</summary>
    public TableServiceClient Tables { get; }

    public RunningBrowser Browser => _browser!;

    /// <summary>Starts it.</summary>
    /// <param name="settings">Settings that differ from the sample's.</param>
    /// <param name="fill">What is stored before it starts.</param>
    public static async Task<DashboardApp> StartAsync(
        IReadOnlyDictionary<string, string>? settings = null, Func<TableServiceClient, Task>? fill = null)
    {
        string host = await TestAccount.NewAsync();
        ServedAccount? storage = LongTests.AreOn && fill is null ? null : await ServedAccount.StartAsync();
        TableServiceClient tables = storage?.Tables ?? new TableServiceClient(host);
        if (fill is not null)
            await fill(tables);
        RunningApp app = await RunningApp.StartAsync(
            host,
            new Dictionary<string, string>(settings ?? new Dictionary<string, string>())
            {
                ["WebhookStorage"] = storage?.ConnectionString ?? host,
            },
            RunningApp.LongLease);
        return new DashboardApp(
            storage, tables, app, Chromium.Path is null ? null : await Chromium.OpenAsync(app.Http.BaseAddress!));
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        await _app.DisposeAsync();
        if (_storage is not null)
            await _storage.DisposeAsync();
    }
}
