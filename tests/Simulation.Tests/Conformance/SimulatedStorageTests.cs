using System.Collections.Concurrent;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.Time.Testing;
using Webhooks.Simulation.Wire;

namespace Webhooks.Simulation.Tests.Conformance;

public sealed class SimulatedStorageTests : StorageConformance
{
    private static readonly ConcurrentDictionary<string, Dictionary<string, Task>> Started = [];

    protected override ConcurrentDictionary<string, Dictionary<string, Task>> Results => Started;

    protected override Task RunAsync(StorageCase one)
    {
        FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero));
        SimulatedAccount storage = new(clock, AzureLimits.WithoutRates);
        return one.Run(new Account(
            storage.Tables(new TableClientOptions { Retry = { MaxRetries = 0 } }),
            storage.Queues(new QueueClientOptions { Retry = { MaxRetries = 0 } }),
            time =>
            {
                clock.Advance(time);
                return Task.CompletedTask;
            }));
    }
}
