extern alias simulation;

using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using simulation::Webhooks.Simulation;
using simulation::Webhooks.Simulation.Wire;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.Tests;

/// <summary>Storage in memory, as docs/simulation.md has it, but for the rates: time is the machine's here.</summary>
internal sealed class MemoryStorage : ITestStorage
{
    private readonly SimulatedAccount _account = new(TimeProvider.System, AzureLimits.WithoutRates);

    public TableServiceClient Tables(TableClientOptions? options = null)
    {
        options ??= new TableClientOptions();
        options.AddPolicy(new MissingTables(_account.Tables()), HttpPipelinePosition.PerCall);
        return _account.Tables(options);
    }

    public QueueClient BinaryQueue(string name) => Queue(name, QueueMessageEncoding.Base64);

    public QueueClient TextQueue(string name, params HttpPipelinePolicy[] policies) =>
        Queue(name, QueueMessageEncoding.None, policies);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private QueueClient Queue(string name, QueueMessageEncoding encoding, params HttpPipelinePolicy[] policies)
    {
        QueueClientOptions options = new() { MessageEncoding = encoding };
        options.AddPolicy(new Distance(), HttpPipelinePosition.PerRetry);
        foreach (HttpPipelinePolicy policy in policies)
            options.AddPolicy(policy, HttpPipelinePosition.PerCall);
        return _account.Queues(options).GetQueueClient(name);
    }

    // A put takes a moment, in which others come: without, there would be no group to commit.
    private sealed class Distance : HttpPipelinePolicy
    {
        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
            throw new NotSupportedException("Every call is asynchronous.");

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), message.CancellationToken).ConfigureAwait(false);
            await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
        }
    }
}
