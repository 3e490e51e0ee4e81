using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Webhooks.BenchmarkApps.Usual;

/// <summary>The clients of most samples: one queue, one table, made when the app starts.</summary>
internal static class UsualStorage
{
    /// <summary>The queue.</summary>
    public const string Queue = "usual";

    /// <summary>The queue that nothing reads.</summary>
    public const string PutQueue = "put";

    /// <summary>The setting with the connection string.</summary>
    public const string Connection = "WebhookStorage";

    private const string Table = "Usual";

    /// <summary>Registers them, and makes the queues and the table where they are missing.</summary>
    public static async Task AddAsync(IServiceCollection services, IConfiguration configuration)
    {
        string storage = configuration[Connection]!;
        QueueClientOptions plain = new() { MessageEncoding = QueueMessageEncoding.None };
        QueueClient queue = new(storage, Queue, plain);
        QueueClient put = new(storage, PutQueue, plain);
        TableClient table = new TableServiceClient(storage).GetTableClient(Table);
        await queue.CreateIfNotExistsAsync();
        await put.CreateIfNotExistsAsync();
        await table.CreateIfNotExistsAsync();
        services.AddSingleton(queue).AddKeyedSingleton(PutQueue, put).AddSingleton(table);
    }
}
