using System.Runtime.Loader;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Azure.WebJobs.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.Tools.LocalHost.Worker;

namespace Webhooks.Tools.LocalHost.Http;

/// <summary>
/// The app's own extensions of the host, as <c>extensions.json</c> names them: what they do before an HTTP function
/// runs is done here too. Microsoft's are left out, since this host has what it needs of them.
/// </summary>
#pragma warning disable CS0618 // Filters never left preview (https://github.com/Azure/azure-webjobs-sdk/issues/1284).
internal sealed class HostExtensions
{
    private static readonly Dictionary<string, object> NoProperties = [];

    private readonly IFunctionInvocationFilter[] _filters;

    private HostExtensions(IFunctionInvocationFilter[] filters) => _filters = filters;

    /// <summary>Loads them.</summary>
    /// <param name="folder">The built app's folder.</param>
    public static HostExtensions Load(string folder)
    {
        string list = Path.Combine(folder, "extensions.json");
        if (!File.Exists(list))
            return new HostExtensions([]);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(list));
        Builder builder = new();
        foreach (JsonElement extension in json.RootElement.GetProperty("extensions").EnumerateArray())
        {
            string[] typeName = extension.GetProperty("typeName").GetString()!.Split(", ");
            if (typeName[0].StartsWith("Microsoft.", StringComparison.Ordinal))
                continue;
            string path = Path.Combine(folder, ".azurefunctions", $"{typeName[1]}.dll");
            if (AssemblyLoadContext.Default.LoadFromAssemblyPath(path).GetType(typeName[0]) is { } type)
                ((IWebJobsStartup)Activator.CreateInstance(type)!).Configure(builder);
        }

        using ServiceProvider services = builder.Services.BuildServiceProvider();
        return new HostExtensions([.. services.GetServices<IFunctionFilter>().OfType<IFunctionInvocationFilter>()]);
    }

    /// <summary>What comes before the function: the filters see its request and may change it.</summary>
    public async ValueTask BeforeAsync(FunctionInfo function, HttpContext context)
    {
        foreach (IFunctionInvocationFilter filter in _filters)
        {
            Dictionary<string, object> arguments = new() { [function.TriggerName] = context.Request };
            await filter.OnExecutingAsync(
                new FunctionExecutingContext(arguments, NoProperties, Guid.Empty, function.Name, function.Log),
                context.RequestAborted);
        }
    }

    private sealed class Builder : IWebJobsBuilder
    {
        public IServiceCollection Services { get; } = new ServiceCollection();
    }
}
#pragma warning restore CS0618
