using System.Collections.Concurrent;
using Azure.Data.Tables;
using Webhooks.Faults.Tests.Accounts;
using Webhooks.Ingestion;
using Webhooks.Storage;
using Webhooks.Storage.Destinations;

namespace Webhooks.Faults.Tests.Scenario;

/// <summary>A receiver that takes every event, and remembers which came.</summary>
internal sealed class ReceivedEvents : IEventPost
{
    private readonly ConcurrentDictionary<string, int> _received = [];

    /// <summary>Where it is, so to say.</summary>
    public static Destination Destination { get; } = new("all", new Uri("https://receiver.example.com/"));

    public Task<DestinationAnswer> PostAsync(
        Destination destination, IReadOnlyList<EngagementEvent> events, CancellationToken cancellationToken)
    {
        foreach (EngagementEvent e in events)
            _received.AddOrUpdate(e.EventId, 1, (_, times) => times + 1);
        return Task.FromResult(new DestinationAnswer(200));
    }

    /// <summary>What is stored and never came, or came and is not stored.</summary>
    public async Task<IReadOnlyList<string>> ProblemsAsync(DirectStorage storage)
    {
        List<TableEntity> rows = await storage.RowsAsync(StorageNames.Events, ["EventId"]);
        HashSet<string> stored = [.. rows.Select(row => row.GetString("EventId"))];
        return
        [
            .. stored.Where(id => !_received.ContainsKey(id)).Select(id => $"Event {id} was not sent on."),
            .. _received.Keys.Where(id => !stored.Contains(id)).Select(id => $"Event {id} was sent on, and is none."),
        ];
    }
}
