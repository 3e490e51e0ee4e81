using System.Collections.Concurrent;
using Webhooks.Simulation.Tests.Conformance.Cases;

namespace Webhooks.Simulation.Tests.Conformance;

/// <summary>
/// Every case, on one kind of storage. Some wait for a second or two, so all of them run side by side.
/// </summary>
public abstract class StorageConformance
{
    private const int AtOnce = 12;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly StorageCase[] All =
    [
        .. TableCases.All, .. FilterCases.All, .. TypeCases.All, .. WriteCases.All, .. TransactionCases.All,
            .. PageCases.All,
        .. LimitCases.All, .. QueueCases.All, .. MessageCases.All,
    ];

    public static TheoryData<string> Names => [.. All.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Answers_as_documented(string name) => Results.GetOrAdd("", _ => StartAll())[name];

    protected abstract ConcurrentDictionary<string, Dictionary<string, Task>> Results { get; }

    protected abstract Task RunAsync(StorageCase one);

    private Dictionary<string, Task> StartAll()
    {
        System.Threading.SemaphoreSlim room = new(AtOnce);
        return All.ToDictionary(one => one.Name, one => Task.Run(async () =>
        {
            await room.WaitAsync();
            try
            {
                await RunAsync(one).WaitAsync(Patience);
            }
            finally
            {
                room.Release();
            }
        }));
    }
}
