using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Azure.WebJobs.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Webhooks.HostExtension;

[assembly: WebJobsStartup(typeof(HostExtensionStartup), "Webhooks")]

namespace Webhooks.HostExtension;

/// <summary>
/// What of this app runs in the Functions host and not in the worker. The host finds it by extensions.json.
/// </summary>
public sealed class HostExtensionStartup : IWebJobsStartup
{
    /// <inheritdoc />
    public void Configure(IWebJobsBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        // Marked so since it never left preview (https://github.com/Azure/azure-webjobs-sdk/issues/1284).
#pragma warning disable CS0618
        builder.Services.AddSingleton<IFunctionFilter, UnsizedBodyFilter>();
#pragma warning restore CS0618
    }
}
