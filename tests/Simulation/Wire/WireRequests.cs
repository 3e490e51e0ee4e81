using Azure.Core;
using Azure.Core.Pipeline;

namespace Webhooks.Simulation.Wire;

/// <summary>Makes the requests that the clients fill in.</summary>
internal static class WireRequests
{
    private static long _made;

    /// <summary>
    /// An empty request whose id counts: the clients would draw a random one, which is a call of the system for each.
    /// </summary>
    public static Request New()
    {
        Request request = HttpClientTransport.Shared.CreateRequest();
        request.ClientRequestId = $"{Interlocked.Increment(ref _made)}";
        return request;
    }
}
