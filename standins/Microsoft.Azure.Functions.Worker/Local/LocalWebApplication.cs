using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>The web application underneath: its address, configuration and logging.</summary>
internal static class LocalWebApplication
{
    public static WebApplicationBuilder CreateBuilder(
        HostArguments arguments, LocalHostSettings settings, HostJson hostJson, IReadOnlyDictionary<string, string?> localSettings)
    {
        WebApplicationBuilder web = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = arguments.Others,
            ContentRootPath = settings.BaseDirectory,
            EnvironmentName = Setting(localSettings, "AZURE_FUNCTIONS_ENVIRONMENT") ?? Setting(localSettings, "DOTNET_ENVIRONMENT") ?? Environments.Development,
        });
        // Lowest, so that the environment and the app outrank them.
        web.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Colons(localSettings) });
        web.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = LogLevels(hostJson) });
        web.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "[yyyy-MM-ddTHH:mm:ss.fffZ] ";
        });
        web.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            Listen(kestrel, arguments.Port);
        });
        return web;
    }

    private static void Listen(KestrelServerOptions kestrel, int port)
    {
        if (port == 0)
            kestrel.Listen(IPAddress.Loopback, 0);
        else
            kestrel.ListenLocalhost(port);
    }

    private static string? Setting(IReadOnlyDictionary<string, string?> localSettings, string name) =>
        Environment.GetEnvironmentVariable(name) ?? localSettings.GetValueOrDefault(name);

    private static IEnumerable<KeyValuePair<string, string?>> Colons(IReadOnlyDictionary<string, string?> settings) =>
        settings.Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), setting.Value));

    private static Dictionary<string, string?> LogLevels(HostJson hostJson)
    {
        Dictionary<string, string?> levels = new(StringComparer.OrdinalIgnoreCase)
        {
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
            ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Warning",
        };
        foreach ((string category, string? level) in hostJson.LogLevels)
            levels[$"Logging:LogLevel:{category}"] = level;
        return levels;
    }
}
