extern alias simulation;

using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using simulation::Webhooks.Simulation.Wire;
using Webhooks.Faults.Tests.Proxy;

namespace Webhooks.Faults.Tests.Matrix;

/// <summary>In place of the network: hands requests to the simulated storage, and lets them fail as they are told
/// to.</summary>
/// <param name="service">The tables or the queues.</param>
/// <param name="strike">Which fault befalls a request, given its id; a client's own retries have the same.</param>
/// <param name="postpone">Does something when many other calls were made.</param>
internal sealed class FaultyTransport(
    Func<WireRequest, WireResponse> service, Func<WireRequest, string, Fault> strike, Action<Action> postpone)
    : HttpPipelineTransport
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(15); // some hundred calls

    public override Request CreateRequest() => WireRequests.New();

    public override void Process(HttpMessage message) => throw new NotSupportedException("The service never blocks.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        // On another thread, so that two instances do run at once.
        await Task.Yield();
        message.CancellationToken.ThrowIfCancellationRequested();
        WireRequest request = WireRequest.From(message.Request);
        WireResponse response = await AnswerAsync(request, strike(request, message.Request.ClientRequestId));
        response.ClientRequestId = message.Request.ClientRequestId;
        message.Response = response;
    }

    private async Task<WireResponse> AnswerAsync(WireRequest request, Fault fault)
    {
        switch (fault)
        {
            case Fault.Refused:
                return Failure(503, "ServerBusy");
            case Fault.FailedAfter:
                service(request);
                return Failure(500, "InternalError");
            case Fault.CutBefore:
                throw Cut();
            case Fault.CutAfter or Fault.CutInside: // the client takes no half an answer
                service(request);
                throw Cut();
            case Fault.Late:
                postpone(() => service(request));
                throw new TaskCanceledException("No answer came in time.");
            case Fault.Repeated:
                service(request);
                break;
            case Fault.Delayed:
                await Task.Delay(Delay);
                break;
        }

        return service(request);
    }

    private static WireResponse Failure(int status, string code) =>
        new WireResponse(status).With("x-ms-error-code", code);

    private static RequestFailedException Cut() => new("The connection was cut.", new IOException("Cut."));
}
