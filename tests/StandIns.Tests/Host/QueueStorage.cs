using Azure.Storage.Queues;
using Webhooks.Tools.Azurite;

namespace Webhooks.StandIns.Tests.Host;

/// <summary>One Azurite for the queue tests; each takes queues of its own.</summary>
public sealed class QueueStorage : IAsyncLifetime
{
    private static int _last;
    private AzuriteProcess? _azurite;

    public string ConnectionString => _azurite!.ConnectionString;

    public Dictionary<string, string?> Settings => new() { ["WebhookStorage"] = ConnectionString };

    public static string NewName() => $"queue{Interlocked.Increment(ref _last)}";

    public static QueueClient Client(string connectionString, string queueName) =>
        new(connectionString, queueName, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64, Retry = { MaxRetries = 0 } });

    public async Task<QueueClient> CreateQueueAsync(string queueName)
    {
        QueueClient queue = Client(ConnectionString, queueName);
        await queue.CreateIfNotExistsAsync();
        return queue;
    }

    public async Task InitializeAsync() => _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions());

    public async Task DisposeAsync() => await _azurite!.DisposeAsync();
}
