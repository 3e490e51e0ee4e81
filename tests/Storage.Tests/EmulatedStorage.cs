using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Webhooks.Tools.Azurite;

namespace Webhooks.Storage.Tests;

/// <summary>An Azurite of its own.</summary>
internal sealed class EmulatedStorage(AzuriteProcess azurite) : ITestStorage
{
    private readonly StorageConnection _connection = new(new ConfigurationBuilder()
        .AddInMemoryCollection([new(StorageConnection.Setting, azurite.ConnectionString)])
        .Build());

    public static async Task<EmulatedStorage> StartAsync() =>
        new(await AzuriteProcess.StartAsync(new AzuriteOptions()));

    public TableServiceClient Tables(TableClientOptions? options = null) => _connection.Tables(options);

    public QueueClient BinaryQueue(string name) => _connection.BinaryQueue(name);

    public QueueClient TextQueue(string name, params HttpPipelinePolicy[] policies)
    {
        QueueClientOptions options = new();
        foreach (HttpPipelinePolicy policy in policies)
            options.AddPolicy(policy, HttpPipelinePosition.PerCall);
        return _connection.TextQueue(name, options);
    }

    public ValueTask DisposeAsync() => azurite.DisposeAsync();
}
