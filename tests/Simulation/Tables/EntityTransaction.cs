using System.Text;
using Webhooks.Simulation.Tables.Entities;
using Webhooks.Simulation.Wire;

namespace Webhooks.Simulation.Tables;

/// <summary>An entity group transaction: all of its operations are done, or none.</summary>
internal sealed class EntityTransaction(TableStore store, EntityReader reader, AzureLimits limits, TimeProvider time)
{
    private const int MaxEntities = 100;
    private const int MaxBytes = 4 * 1024 * 1024;

    public WireResponse Answer(WireRequest request)
    {
        if (request.Body.Length > MaxBytes)
            throw new StorageFailure(
                413, "RequestBodyTooLarge", "The request body is too large and exceeds the maximum permissible limit.");

        List<EntityOperation> operations = [];
        int index = 0;
        try
        {
            foreach (WireRequest part in Changeset.Read(request.Body))
            {
                EntityOperation operation = EntityOperation.From(TablePath.Parse(part.Path), part, reader);
                if (index == MaxEntities)
                    throw StorageFailure.InvalidInput(
                        "The batch request operation exceeds the maximum 100 changes per change set.");
                if (operations.Count > 0 && operations[0].PartitionKey != operation.PartitionKey)
                    throw new StorageFailure(400, "CommandsInBatchActOnDifferentPartitions",
                        "All commands in a batch must operate on same entity group.");
                operations.Add(operation);
                index++;
            }

            index = 0;
            return Accepted(Apply(operations, ref index));
        }
        catch (StorageFailure failure) when (failure.Status < 500)
        {
            return Refused(failure, index);
        }
    }

    private List<EntityRow?> Apply(List<EntityOperation> operations, ref int index)
    {
        if (operations.Count == 0)
            throw StorageFailure.InvalidInput();
        HashSet<string> seen = new(operations.Count);
        for (; index < operations.Count; index++)
        {
            if (!seen.Add(operations[index].RowKey))
            {
                throw new StorageFailure(
                    400, "InvalidDuplicateRow",
                        "A command with the same row key is already present in the batch.");
            }
        }

        Partition partition = store.Get(operations[0].Table).Get(operations[0].PartitionKey);
        partition.Take(operations.Count, limits.EntitiesPerPartition, time.GetUtcNow());
        List<EntityRow?> done = new(operations.Count);
        List<EntityRow?> before = new(operations.Count);
        try
        {
            for (index = 0; index < operations.Count; index++)
            {
                (EntityRow? old, EntityRow? written) = operations[index].Apply(
                    partition.Rows, reader, store.NextWrite());
                before.Add(old);
                done.Add(written);
            }
        }
        catch (StorageFailure)
        {
            for (int i = 0; i < before.Count; i++)
                partition.Rows.Set(operations[i].RowKey, before[i]);
            throw;
        }

        return done;
    }

    private static WireResponse Accepted(List<EntityRow?> rows)
    {
        StringBuilder parts = new(rows.Count * 220);
        foreach (EntityRow? row in rows)
        {
            parts.Append(
                "--changesetresponse\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"
                    + "HTTP/1.1 204 No Content\r\nDataServiceVersion: 3.0;\r\n");
            if (row is not null)
                parts.Append("ETag: ").Append(row.ETag).Append("\r\n");
            parts.Append("\r\n\r\n");
        }

        return Multipart(parts);
    }

    private static WireResponse Refused(StorageFailure failure, int index)
    {
        StringBuilder part = new(1024);
        part.Append("--changesetresponse\r\nContent-Type: application/http\r\n")
            .Append("Content-Transfer-Encoding: binary\r\n\r\nHTTP/1.1 ")
            .Append(failure.Status).Append(
                " Refused\r\nDataServiceVersion: 3.0;\r\nContent-Type: application/json;odata=minimalmetadata\r\n\r\n")
            .Append(Encoding.UTF8.GetString(failure.AsJson(index))).Append("\r\n");
        return Multipart(part);
    }

    private static WireResponse Multipart(StringBuilder parts)
    {
        parts.Insert(0, "--batchresponse\r\nContent-Type: multipart/mixed; boundary=changesetresponse\r\n\r\n")
            .Append("--changesetresponse--\r\n--batchresponse--\r\n");
        return new WireResponse(202).WithBody(
            "multipart/mixed; boundary=batchresponse", Encoding.UTF8.GetBytes(parts.ToString()));
    }
}
