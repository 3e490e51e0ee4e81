using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Queues;

namespace Webhooks.Storage.Tests;

/// <summary>A storage account to test with, and clients of it as <see cref="StorageConnection"/> makes them.</summary>
internal interface ITestStorage : IAsyncDisposable
{
    TableServiceClient Tables(TableClientOptions? options = null);

    QueueClient BinaryQueue(string name);

    QueueClient TextQueue(string name, params HttpPipelinePolicy[] policies);
}
