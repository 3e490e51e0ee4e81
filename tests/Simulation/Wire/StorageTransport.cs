using Azure.Core;
using Azure.Core.Pipeline;

namespace Webhooks.Simulation.Wire;

/// <summary>In place of the network: hands a client's requests to the simulated storage, and answers at once.</summary>
internal sealed class StorageTransport(Func<WireRequest, WireResponse> service) : HttpPipelineTransport
{
    public override Request CreateRequest() => WireRequests.New();

    public override void Process(HttpMessage message)
    {
        WireResponse response = service(WireRequest.From(message.Request));
        response.ClientRequestId = message.Request.ClientRequestId;
        message.Response = response;
    }

    public override ValueTask ProcessAsync(HttpMessage message)
    {
        message.CancellationToken.ThrowIfCancellationRequested();
        Process(message);
        return ValueTask.CompletedTask;
    }
}
