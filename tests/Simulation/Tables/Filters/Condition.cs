using Webhooks.Simulation.Tables.Entities;

namespace Webhooks.Simulation.Tables.Filters;

/// <summary>A filter, or a part of one.</summary>
internal abstract record Condition
{
    public abstract bool IsMetBy(EntityRow row, PropertyNames names);
}

internal sealed record Both(Condition Left, Condition Right) : Condition
{
    public override bool IsMetBy(EntityRow row, PropertyNames names) =>
        Left.IsMetBy(row, names) && Right.IsMetBy(row, names);
}

internal sealed record Either(Condition Left, Condition Right) : Condition
{
    public override bool IsMetBy(EntityRow row, PropertyNames names) =>
        Left.IsMetBy(row, names) || Right.IsMetBy(row, names);
}

internal sealed record Not(Condition Inner) : Condition
{
    public override bool IsMetBy(EntityRow row, PropertyNames names) => !Inner.IsMetBy(row, names);
}

/// <summary>A comparison of a property; one that the row does not have, or has with another type, meets none.</summary>
internal sealed record Comparison(string Property, string Operator, Literal Value) : Condition
{
    public override bool IsMetBy(EntityRow row, PropertyNames names) =>
        ValueOf(row, names)?.CompareTo(Value) is { } order && Operator switch
        {
            "eq" => order == 0,
            "ne" => order != 0,
            "gt" => order > 0,
            "ge" => order >= 0,
            "lt" => order < 0,
            _ => order <= 0,
        };

    private Literal? ValueOf(EntityRow row, PropertyNames names) => Property switch
    {
        "PartitionKey" => Literal.Of(row.PartitionKey),
        "RowKey" => Literal.Of(row.RowKey),
        "Timestamp" => Literal.Of(new DateTime(row.WrittenAt, DateTimeKind.Utc)),
        _ => row.TryGet(names.Get(Property).Id, out EdmType type, out ReadOnlySpan<byte> json) ? Literal.Of(type, json)
            : null,
    };
}
