using Azure;
using Azure.Data.Tables;

namespace Webhooks.Simulation.Tests.Conformance;

public sealed class TypedRow : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public long Count { get; set; }

    public string? Day { get; set; }

    public string? Note { get; set; }

    public DateTimeOffset At { get; set; }
}
