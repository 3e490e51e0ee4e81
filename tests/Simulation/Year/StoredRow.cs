using Webhooks.Simulation.Tables;
using Webhooks.Simulation.Tables.Filters;

namespace Webhooks.Simulation.Year;

/// <summary>A row as it lies in storage, for the books: neither the product nor a client reads it for them.</summary>
internal readonly record struct StoredRow(EntityRow Row, PropertyNames Names)
{
    public string PartitionKey => Row.PartitionKey;

    public string RowKey => Row.RowKey;

    public object? this[string column] =>
        Row.TryGet(Names.Get(column).Id, out EdmType type, out ReadOnlySpan<byte> json) ? Literal.Of(type, json).Value
            : null;

    public string? Text(string column) => (string?)this[column];
}
