using Azure.Data.Tables;
using BenchmarkDotNet.Attributes;
using Webhooks.Ingestion;
using Webhooks.Ingestion.Vendors;
using Webhooks.Storage.Events;
using Webhooks.Storage.Tables;

namespace Webhooks.Benchmarks.Micro;

/// <summary>A hundred events to the rows of one transaction.</summary>
public class TransactionBenchmarks
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private EngagementEvent[] _events = [];

    [GlobalSetup]
    public void Map()
    {
        new VendorRegistry(new VendorOptions()).TryGet("smartreach", out IVendor? vendor);
        _events = [.. Enumerable.Range(0, 100).SelectMany(i => vendor!.Map(SampleWebhooks.Delivery(i, At)).Events)];
    }

    [Benchmark]
    public List<TableTransactionAction> Rows() =>
        [.. _events.Select(engagement =>
            new TableTransactionAction(
                TableTransactionActionType.UpsertReplace, EventRow.From(engagement, DayParts.One)))];
}
