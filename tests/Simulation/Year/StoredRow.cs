using Webhooks.Simulation.Tables.Entities;
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

    /// <summary>
    /// Whether a number is in any of its columns, as JSON writes it; a part of a longer one is not it.
    /// </summary>
    public bool Holds(ReadOnlySpan<byte> number)
    {
        ReadOnlySpan<byte> rest = Row.Properties;
        for (int at; (at = rest.IndexOf(number)) >= 0; rest = rest[(at + number.Length)..])
        {
            int end = at + number.Length;
            if ((at == 0 || !char.IsAsciiHexDigit((char)rest[at - 1]))
                && (end == rest.Length || !char.IsAsciiHexDigit((char)rest[end])))
                return true;
        }

        return false;
    }

    public string? Text(string column) => (string?)this[column];
}
