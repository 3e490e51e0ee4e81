using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Webhooks.Storage.Tests;

/// <summary>
/// A process that dies at its n-th storage call: that call fails, done or not done, and so do all after it. Without a
/// number it only counts.
/// </summary>
internal sealed class StorageCut(int at = int.MaxValue, bool done = false) : HttpPipelinePolicy
{
    private int _calls;

    /// <summary>How many calls were made.</summary>
    public int Calls => _calls;

    /// <summary>Whether it died.</summary>
    public bool IsDead => _calls >= at;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        int call = Interlocked.Increment(ref _calls);
        if (call < at || (call == at && done))
            await ProcessNextAsync(message, pipeline);
        if (call >= at)
            throw new RequestFailedException(500, "The process died here.");
    }
}
