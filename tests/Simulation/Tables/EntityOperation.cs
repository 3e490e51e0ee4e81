using Webhooks.Simulation.Tables.Entities;
using Webhooks.Simulation.Wire;

namespace Webhooks.Simulation.Tables;

/// <summary>What is to be done with one row.</summary>
internal enum EntityVerb
{
    Insert,
    Replace,
    Merge,
    Delete,
}

/// <summary>A write of one row, as a request or a part of a transaction asks for it.</summary>
/// <param name="Verb">What is to be done.</param>
/// <param name="Table">The table's name.</param>
/// <param name="PartitionKey">The row's.</param>
/// <param name="RowKey">The row's.</param>
/// <param name="IfMatch">The ETag that the row must have; null where it need not even be there.</param>
/// <param name="Row">What is written; null for a delete.</param>
internal readonly record struct EntityOperation(
    EntityVerb Verb, string Table, string PartitionKey, string RowKey, string? IfMatch, EntityRow? Row)
{
    public static EntityOperation From(TablePath path, WireRequest request, EntityReader reader)
    {
        if (request.Method == "POST" && path.Keys is null)
        {
            EntityRow row = reader.Read(request.Body.Span, null, null);
            return new EntityOperation(EntityVerb.Insert, path.Table, row.PartitionKey, row.RowKey, null, row);
        }

        (string partitionKey, string rowKey) = EntityKeys.Parse(path.Keys ?? throw NotAllowed());
        switch (request.Method)
        {
            case "DELETE":
                string etag = request.IfMatch ?? throw StorageFailure.InvalidInput("A delete needs If-Match.");
                return new EntityOperation(EntityVerb.Delete, path.Table, partitionKey, rowKey, etag, null);
            case "PUT":
                return Write(EntityVerb.Replace);
            case "PATCH" or "MERGE":
                return Write(EntityVerb.Merge);
            default:
                throw NotAllowed();
        }

        EntityOperation Write(EntityVerb verb) => new(
            verb, path.Table, partitionKey, rowKey, request.IfMatch, reader.Read(
                request.Body.Span, partitionKey, rowKey));
    }

    /// <summary>Does it, unless its condition is not met; answers what there was and what there is.</summary>
    public (EntityRow? Old, EntityRow? New) Apply(SortedRows rows, EntityReader reader, long now)
    {
        EntityRow? old = rows.Find(RowKey);
        if (Verb == EntityVerb.Insert && old is not null)
            throw new StorageFailure(409, "EntityAlreadyExists", "The specified entity already exists.");
        if (IfMatch is not null && old is null)
            throw new StorageFailure(404, "ResourceNotFound", "The specified resource does not exist.");
        if (IfMatch is not null && !old!.Matches(IfMatch))
            throw new StorageFailure(
                412, "UpdateConditionNotSatisfied", "The update condition specified in the request was not satisfied.");

        EntityRow? written = Verb == EntityVerb.Merge && old is not null ? reader.Merge(old, Row!) : Row;
        written = written?.At(now);
        rows.Set(RowKey, written);
        return (old, written);
    }

    private static StorageFailure NotAllowed() =>
        new(405, "MethodNotAllowed", "The requested method is not allowed on the specified resource.");
}
