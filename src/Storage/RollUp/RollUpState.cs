using Azure;
using Azure.Data.Tables;
using Webhooks.Storage.Tables;

namespace Webhooks.Storage.RollUp;

/// <summary>Keeps when the roll-up ran last and is due next, so that one that stopped is noticed.</summary>
public sealed class RollUpState(WebhookTables tables, TimeProvider time)
{
    private const string Partition = "rollup";
    private const string Row = "last";

    /// <summary>Says that it ran just now.</summary>
    /// <param name="next">When it is due next, or null where that is not known.</param>
    public Task RanAsync(DateTimeOffset? next, CancellationToken cancellationToken)
    {
        TableEntity row = new(Partition, Row) { ["RanAt"] = time.GetUtcNow() };
        if (next is not null)
            row["NextAt"] = next.Value.ToUniversalTime();

        return tables.ServiceState.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>Reads it.</summary>
    /// <returns>When it ran last and is due next; nulls where that is not known.</returns>
    public async Task<(DateTimeOffset? RanAt, DateTimeOffset? NextAt)> ReadAsync(CancellationToken cancellationToken)
    {
        NullableResponse<TableEntity> row = await tables.ServiceState.GetEntityIfExistsAsync<TableEntity>(
            Partition, Row, cancellationToken: cancellationToken);
        if (!row.HasValue)
            return (null, null);
        RowReader columns = new(row.Value!);
        return (columns.TimeOrNull("RanAt"), columns.TimeOrNull("NextAt"));
    }
}
