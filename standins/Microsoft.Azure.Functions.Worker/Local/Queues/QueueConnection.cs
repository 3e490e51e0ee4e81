using Azure.Core;
using Azure.Identity;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Local.Queues;

/// <summary>The queue client of a connection's name: a connection string, or an address and an identity.</summary>
internal static class QueueConnection
{
    private const string DefaultName = "Storage";

    public static QueueServiceClient Open(IConfiguration configuration, string functionName, string? connection)
    {
        string name = string.IsNullOrEmpty(connection) ? DefaultName : connection;
        IConfigurationSection section = Find(configuration, name)
            ?? throw new LocalHostException($"Function {functionName} needs the setting {(name == DefaultName ? "AzureWebJobsStorage" : name)}, the connection of its queue: set it in local.settings.json or in the environment.");
        QueueClientOptions options = new() { MessageEncoding = QueueMessageEncoding.None };
        options.Retry.MaxRetries = 2;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(30);
        try
        {
            return section.Value is { Length: > 0 } connectionString
                ? new QueueServiceClient(connectionString, options)
                : new QueueServiceClient(Address(section), Credential(section), options);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or IndexOutOfRangeException)
        {
            // The client's own message may hold a part of the connection string.
            throw new LocalHostException($"The setting {name} is not a valid connection of a storage account.", e);
        }
    }

    // The order in which the real host looks.
    private static IConfigurationSection? Find(IConfiguration configuration, string name) =>
        new[] { $"AzureWebJobs{name}", name, $"ConnectionStrings:{name}" }.Select(configuration.GetSection).FirstOrDefault(section => section.Exists());

    private static Uri Address(IConfigurationSection section)
    {
        if (section["queueServiceUri"] is { Length: > 0 } address)
            return new Uri(address);
        return section["accountName"] is { Length: > 0 } account
            ? new Uri($"https://{account}.queue.core.windows.net")
            : throw new LocalHostException($"The setting {section.Path} needs {section.Path}__queueServiceUri or {section.Path}__accountName.");
    }

    private static TokenCredential Credential(IConfigurationSection section)
    {
        string? clientId = section["clientId"];
        if (string.Equals(section["credential"], "managedidentity", StringComparison.OrdinalIgnoreCase))
            return new ManagedIdentityCredential(clientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId));
        return new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = clientId });
    }
}
