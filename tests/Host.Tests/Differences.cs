using Webhooks.Host.Tests.Hosting;

namespace Webhooks.Host.Tests;

/// <summary>
/// Where the two hosts answer differently, each with its reason. Everything else is the same, or a case fails.
/// </summary>
internal static class Differences
{
    /// <summary>
    /// A request whose worker dies: the real host gives a bare 500. The local host says what a vendor should do, since
    /// nothing was acknowledged.
    /// </summary>
    public static (int Status, bool RetryAfter) WorkerDied(HostKind host) =>
        host == HostKind.Func ? (500, false) : (503, true);
}
