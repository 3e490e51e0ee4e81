using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Local;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Builds a functions app.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder
{
    private readonly WebApplicationBuilder _web;
    private readonly LocalHostSettings _settings;
    private readonly HostArguments _arguments;
    private readonly HostJson _hostJson;
    private readonly LocalHostException? _fault;
    private bool _hasBuilt;

    internal FunctionsApplicationBuilder(string[]? args, LocalHostSettings? settings = null)
    {
        _settings = settings ?? new LocalHostSettings();
        _arguments = new HostArguments(0, false, args ?? []);
        _hostJson = HostJson.Default;
        IReadOnlyDictionary<string, string?> localSettings = new Dictionary<string, string?>();
        try
        {
            _arguments = HostArguments.Parse(args ?? []);
            localSettings = LocalSettings.Read(_settings.BaseDirectory);
            _hostJson = HostJson.Read(_settings.BaseDirectory, localSettings);
        }
        catch (LocalHostException e)
        {
            // Told when the app starts, so that it is told in one sentence.
            _fault = e;
        }

        _web = LocalWebApplication.CreateBuilder(_arguments, _settings, _hostJson, localSettings);
    }

    /// <inheritdoc />
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_web).Properties;

    /// <summary>The app's configuration.</summary>
    public ConfigurationManager Configuration => _web.Configuration;

    /// <inheritdoc />
    public IHostEnvironment Environment => _web.Environment;

    /// <inheritdoc />
    public ILoggingBuilder Logging => _web.Logging;

    /// <inheritdoc />
    public IMetricsBuilder Metrics => _web.Metrics;

    /// <inheritdoc />
    public IServiceCollection Services => _web.Services;

    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    /// <summary>Builds the app; it can be done once.</summary>
    /// <returns>The app with its local host.</returns>
    public IHost Build()
    {
        if (_hasBuilt)
            throw new InvalidOperationException("The app has been built already.");
        _hasBuilt = true;
        return new LocalHost(_web.Build(), _settings, _arguments, _hostJson, _fault);
    }

    /// <inheritdoc />
    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull =>
        ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);
}
