namespace Webhooks.Benchmarks.Load.Apps;

/// <summary>The apps that hold some functions, each running once.</summary>
internal sealed class AppsOf : IAsyncDisposable
{
    private readonly Dictionary<string, MeasuredApp> _apps = [];

    private AppsOf()
    {
    }

    public MeasuredApp this[MeasuredPath path] => _apps[path.App];

    public static async Task<AppsOf> StartAsync(LoadOptions options, IEnumerable<MeasuredPath> paths, string storage)
    {
        AppsOf apps = new();
        foreach (MeasuredPath path in paths.DistinctBy(path => path.App))
            apps._apps[path.App] = await MeasuredApp.StartAsync(options.Host, path, storage, options.Consume);
        return apps;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (MeasuredApp app in _apps.Values)
            await app.DisposeAsync();
    }
}
