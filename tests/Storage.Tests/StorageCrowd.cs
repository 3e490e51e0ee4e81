using Azure.Core;
using Azure.Core.Pipeline;

namespace Webhooks.Storage.Tests;

/// <summary>Counts calls of storage, and how many were under way at the same time.</summary>
internal sealed class StorageCrowd : HttpPipelinePolicy
{
    private readonly Lock _gate = new();
    private int _now;

    public int Calls { get; private set; }

    public int Most { get; private set; }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Every call is asynchronous.");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        lock (_gate)
        {
            Calls++;
            Most = Math.Max(Most, ++_now);
        }

        try
        {
            await Task.Yield(); // as an answer that takes a while lets others begin
            await ProcessNextAsync(message, pipeline);
        }
        finally
        {
            lock (_gate)
                _now--;
        }
    }
}
