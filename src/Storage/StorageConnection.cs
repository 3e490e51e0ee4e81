using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage;

/// <summary>
/// Makes storage clients from the setting <c>WebhookStorage</c>: a connection string, or, for an identity,
/// <c>WebhookStorage__accountName</c> (or <c>__queueServiceUri</c> and <c>__tableServiceUri</c>) with
/// <c>__credential=managedidentity</c> and <c>__clientId</c> for a user-assigned one. The Functions host reads the same
/// settings
/// (https://learn.microsoft.com/azure/azure-functions/functions-reference#configure-an-identity-based-connection).
/// </summary>
public sealed class StorageConnection
{
    /// <summary>The setting's name.</summary>
    public const string Setting = "WebhookStorage";

    private readonly string? _connectionString;
    private readonly Uri? _queueService;
    private readonly Uri? _tableService;
    private readonly TokenCredential? _credential;

    /// <summary>Reads the setting.</summary>
    /// <param name="configuration">The app's configuration.</param>
    /// <exception cref="InvalidOperationException">The setting is missing or incomplete.</exception>
    public StorageConnection(IConfiguration configuration)
    {
        IConfigurationSection section = configuration.GetSection(Setting);
        _connectionString = section.Value;
        if (!string.IsNullOrWhiteSpace(_connectionString))
            return;

        _queueService = ServiceUri(section, "queue");
        _tableService = ServiceUri(section, "table");
        _credential = Credential(section);
    }

    /// <summary>
    /// The client of a queue whose messages are bytes, written as base64; <see cref="Queue.MessageText"/> reads them.
    /// </summary>
    /// <param name="name">The queue.</param>
    /// <param name="options">Retries and time-outs, or null for the defaults.</param>
    public QueueClient BinaryQueue(string name, QueueClientOptions? options = null)
    {
        options ??= new QueueClientOptions();
        options.MessageEncoding = QueueMessageEncoding.Base64;
        return TextQueue(name, options);
    }

    /// <summary>The client of a queue whose messages are texts, as they are.</summary>
    /// <param name="name">The queue.</param>
    /// <param name="options">Retries and time-outs, or null for the defaults.</param>
    public QueueClient TextQueue(string name, QueueClientOptions? options = null)
    {
        options ??= new QueueClientOptions();
        return _credential is null
            ? new QueueClient(_connectionString, name, options)
            : new QueueClient(new Uri(_queueService!, name), _credential, options);
    }

    /// <summary>The client of the account's tables, which makes those that are missing.</summary>
    /// <param name="options">Retries and time-outs, or null for the defaults; used for this client alone.</param>
    public TableServiceClient Tables(TableClientOptions? options = null)
    {
        options ??= new TableClientOptions();
        options.AddPolicy(new MissingTables(PlainTables(new TableClientOptions())), HttpPipelinePosition.PerCall);
        return PlainTables(options);
    }

    private TableServiceClient PlainTables(TableClientOptions options) => _credential is null
        ? new TableServiceClient(_connectionString, options)
        : new TableServiceClient(_tableService, _credential, options);

    private static Uri ServiceUri(IConfigurationSection section, string service)
    {
        string? address = section[$"{service}ServiceUri"];
        if (string.IsNullOrWhiteSpace(address) && section["accountName"] is { Length: > 0 } account)
            address = $"https://{account}.{service}.core.windows.net";
        if (!Uri.TryCreate(address?.TrimEnd('/') + "/", UriKind.Absolute, out Uri? uri))
        {
            throw new InvalidOperationException(
                $"{Setting} is missing: set it to a storage connection string, "
                + $"or set {Setting}__accountName for a managed identity.");
        }

        return uri;
    }

    private static TokenCredential Credential(IConfigurationSection section)
    {
        string? clientId = section["clientId"];
        if (!string.Equals(section["credential"], "managedidentity", StringComparison.OrdinalIgnoreCase))
            return new DefaultAzureCredential();
        return new ManagedIdentityCredential(string.IsNullOrWhiteSpace(clientId)
            ? ManagedIdentityId.SystemAssigned
            : ManagedIdentityId.FromUserAssignedClientId(clientId));
    }
}
