using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Webhooks.Storage;

namespace Webhooks.Benchmarks.Usual;

/// <summary>
/// What the service is compared with: the pattern of most samples, in the same host. One message for each webhook, one
/// insert for each event.
/// </summary>
internal static class UsualPattern
{
    /// <summary>The word of the command line that runs it.</summary>
    public const string Command = "usual";

    /// <summary>Its queue.</summary>
    public const string Queue = "usual";

    /// <summary>Its table.</summary>
    public const string Table = "Usual";

    /// <summary>Runs it until it is told to end.</summary>
    /// <param name="args">As for <c>func start</c>.</param>
    public static async Task RunAsync(string[] args)
    {
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        string storage = builder.Configuration[StorageConnection.Setting]!;
        QueueClient queue = new(storage, Queue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        TableClient table = new TableServiceClient(storage).GetTableClient(Table);
        await queue.CreateIfNotExistsAsync();
        await table.CreateIfNotExistsAsync();
        builder.Services.AddSingleton(queue).AddSingleton(table);
        await builder.Build().RunAsync();
    }
}
