using System.Text.Json;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Local;
using Microsoft.Extensions.Configuration;

namespace Webhooks.StandIns.Tests.Host;

/// <summary>An app with the local host, in this process, on a free port, its files in a folder of its own.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly LocalHost _host;

    private RunningHost(LocalHost host, string folder, StringWriter output, StringWriter error)
    {
        (_host, Folder, Output, Error) = (host, folder, output, error);
        Client = new HttpClient { BaseAddress = host.Address.Length == 0 ? null : new Uri(host.Address.Replace("localhost", "127.0.0.1", StringComparison.Ordinal)) };
    }

    public HttpClient Client { get; }

    public string Folder { get; }

    public StringWriter Output { get; }

    public StringWriter Error { get; }

    public string Address => _host.Address;

    public IServiceProvider Services => _host.Services;

    public static async Task<RunningHost> StartAsync(
        Type[] functions,
        object? hostJson = null,
        Dictionary<string, string?>? settings = null,
        string[]? args = null,
        Action<FunctionsApplicationBuilder>? configure = null,
        Func<LocalHostSettings, LocalHostSettings>? change = null,
        Dictionary<string, string>? files = null)
    {
        string folder = Directory.CreateTempSubdirectory("host").FullName;
        if (hostJson is not null)
            await File.WriteAllTextAsync(Path.Combine(folder, "host.json"), hostJson as string ?? JsonSerializer.Serialize(hostJson));
        foreach ((string name, string text) in files ?? [])
            await File.WriteAllTextAsync(Path.Combine(folder, name), text);
        StringWriter output = new();
        StringWriter error = new();
        LocalHostSettings hostSettings = new() { BaseDirectory = folder, FunctionTypes = functions, Output = output, Error = error };
        FunctionsApplicationBuilder builder = new(["--port", "0", .. args ?? []], change?.Invoke(hostSettings) ?? hostSettings);
        builder.ConfigureFunctionsWebApplication();
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        configure?.Invoke(builder);
        LocalHost host = (LocalHost)builder.Build();
        await host.StartAsync();
        return new RunningHost(host, folder, output, error);
    }

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await _host.DisposeAsync();
        Client.Dispose();
        Environment.ExitCode = 0;
        Directory.Delete(Folder, recursive: true);
    }
}
