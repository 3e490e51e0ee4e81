using Microsoft.Extensions.Hosting;

namespace Webhooks.Tools.LocalHost;

/// <summary>
/// Keeps a host within this one from listening to signals, which this program heeds in its own order.
/// </summary>
internal sealed class OwnLifetime : IHostLifetime
{
    /// <inheritdoc />
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
