using Webhooks.Tools.Azurite;

namespace Webhooks.EndToEnd.Tests.Running;

/// <summary>An empty Azurite of the test class's own, in memory.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteProcess? _azurite;

    public string ConnectionString => _azurite!.ConnectionString;

    public IReadOnlyList<int> Ports => [_azurite!.BlobPort, _azurite.QueuePort, _azurite.TablePort];

    public async Task InitializeAsync() => _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions());

    public async Task DisposeAsync()
    {
        if (_azurite is not null)
            await _azurite.DisposeAsync();
    }
}
