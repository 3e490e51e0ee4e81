using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Local;

/// <summary>
/// Functions that a setting turns off, <c>AzureWebJobs.{name}.Disabled</c> or, in the environment of Linux,
/// <c>AzureWebJobs__{name}__Disabled</c>: https://learn.microsoft.com/azure/azure-functions/disable-function.
/// </summary>
internal static class DisabledFunctions
{
    public static bool Holds(IConfiguration configuration, string functionName) =>
        (configuration[$"AzureWebJobs.{functionName}.Disabled"] ?? configuration[$"AzureWebJobs:{functionName}:Disabled"])
            is "1" or "true" or "True";
}
