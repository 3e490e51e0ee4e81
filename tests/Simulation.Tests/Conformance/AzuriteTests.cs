using System.Collections.Concurrent;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Webhooks.Tools.Azurite;

namespace Webhooks.Simulation.Tests.Conformance;

/// <summary>The same cases on the emulator: what they expect is not of our making.</summary>
public sealed class AzuriteTests(AzuriteFixture azurite) : StorageConformance, IClassFixture<AzuriteFixture>
{
    private static readonly ConcurrentDictionary<string, Dictionary<string, Task>> Started = [];

    protected override ConcurrentDictionary<string, Dictionary<string, Task>> Results => Started;

    protected override async Task RunAsync(StorageCase one)
    {
        if (one.AzuriteDiffers is null)
        {
            await one.Run(azurite.Account);
            return;
        }

        Exception? difference = await Record.ExceptionAsync(() => one.Run(azurite.Account));
        Assert.True(difference is not null,
            $"Azurite does it as documented now; the case need not say any more: {one.AzuriteDiffers}");
    }
}

/// <summary>The one Azurite of the project.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private AzuriteProcess? _process;

    public Account Account { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _process = await AzuriteProcess.StartAsync(new AzuriteOptions());
        Account = new Account(
            new TableServiceClient(_process.ConnectionString, new TableClientOptions { Retry = { MaxRetries = 0 } }),
            new QueueServiceClient(_process.ConnectionString, new QueueClientOptions { Retry = { MaxRetries = 0 } }),
            Task.Delay);
    }

    public async Task DisposeAsync() => await _process!.DisposeAsync();
}
