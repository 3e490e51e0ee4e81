using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Azure.Functions.Worker.Local.Admin;
using Microsoft.Azure.Functions.Worker.Local.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>The app and, in the same process, what starts its functions.</summary>
internal sealed class LocalHost(WebApplication web, LocalHostSettings settings, HostArguments arguments, HostJson hostJson, LocalHostException? fault)
    : IHost, IAsyncDisposable
{
    private Listeners? _listeners;

    public IServiceProvider Services => web.Services;

    /// <summary>Where it listens, for example <c>http://localhost:7071</c>.</summary>
    public string Address { get; private set; } = "";

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            if (fault is not null)
                throw fault;
            PortProbe.Require(arguments.Port);
            IReadOnlyList<FunctionEntry> functions = Prepare();
            await web.StartAsync(cancellationToken);
            Uri listening = new(web.Urls.First());
            Address = $"http://localhost:{listening.Port.ToString(CultureInfo.InvariantCulture)}";
            _listeners!.Start();
            FunctionList.Write(settings.Output, functions, hostJson.RoutePrefix, Address);
        }
        catch (LocalHostException e)
        {
            Fail(e.Message);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        // Requests and functions end first, while everything the app has registered still runs.
        using CancellationTokenSource grace = new(settings.Grace);
        Task requests = web.Services.GetRequiredService<IServer>().StopAsync(grace.Token);
        await Task.WhenAll(requests, _listeners?.StopAsync() ?? Task.CompletedTask);
        await web.StopAsync(cancellationToken);
    }

    public void Dispose()
    {
        _listeners?.Dispose();
        ((IDisposable)web).Dispose();
    }

    public ValueTask DisposeAsync()
    {
        _listeners?.Dispose();
        return web.DisposeAsync();
    }

    private IReadOnlyList<FunctionEntry> Prepare()
    {
        IReadOnlyList<FunctionEntry> all = FunctionCatalog.Find(settings.CandidateTypes());
        IReadOnlyList<FunctionEntry> functions = [.. all.Where(function => !DisabledFunctions.Holds(web.Configuration, function.Name))];
        FunctionKeys? keys = arguments.EnableAuth ? FunctionKeys.Read(SecretsFolder(), functions) : null;
        FunctionRunner runner = ActivatorUtilities.CreateInstance<FunctionRunner>(web.Services, hostJson, settings.Time);
        ManualRuns manualRuns = new(runner, settings.Time);
        _listeners = new Listeners(
            functions, hostJson, settings, web.Configuration, runner, manualRuns, web.Services.GetRequiredService<ILoggerFactory>());
        _listeners.Prepare();
        HttpRoutes.Map(web, functions, hostJson.RoutePrefix, keys, settings.Time);
        new AdminRoutes(all, web.Configuration, hostJson, keys, manualRuns, settings.Time).Map(web);
        return functions;
    }

    // The setting of the real host, and the folder of Core Tools.
    private string SecretsFolder() =>
        web.Configuration["FUNCTIONS_SECRETS_PATH"] ?? Path.Combine(Path.GetTempPath(), "secrets", "functions", "secrets");

    private void Fail(string reason)
    {
        settings.Error.WriteLine(reason);
        settings.Error.Flush();
        Environment.ExitCode = 1;
        web.Lifetime.StopApplication();
    }
}
