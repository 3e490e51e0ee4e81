using Azure.Core;
using Azure.Core.Pipeline;
using Webhooks.Simulation.Wire;

namespace Webhooks.Simulation.Scheduling;

/// <summary>
/// In place of the network: a client's requests wait until the scheduler lets them arrive, and their answers too.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="caller">Whose requests they are.</param>
/// <param name="service">Where they go.</param>
/// <param name="isQueue">Whether that is the queue service.</param>
/// <param name="timeout">When the client gives up waiting.</param>
internal sealed class ScheduledTransport(
    Network network, Caller caller, Func<WireRequest, WireResponse> service, bool isQueue, TimeSpan timeout)
        : HttpPipelineTransport
{
    public override Request CreateRequest() => WireRequests.New();

    public override void Process(HttpMessage message) =>
        throw new NotSupportedException("The simulation never blocks.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        WireResponse response = await network.CallAsync(
            caller,
            WireRequest.From(message.Request) with { IsQueue = isQueue, Version = caller.Version },
            service,
            timeout,
            message.CancellationToken).ConfigureAwait(false);
        response.ClientRequestId = message.Request.ClientRequestId;
        message.Response = response;
    }
}
