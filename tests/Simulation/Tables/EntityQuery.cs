using System.Buffers;
using System.Globalization;
using Webhooks.Simulation.Tables.Entities;
using Webhooks.Simulation.Tables.Filters;
using Webhooks.Simulation.Wire;

namespace Webhooks.Simulation.Tables;

/// <summary>Answers one page of a query.</summary>
/// <remarks>
/// https://learn.microsoft.com/rest/api/storageservices/query-timeout-and-pagination: 1,000 rows, five seconds or the
/// end of a partition.
/// </remarks>
internal sealed class EntityQuery(Table table, WireRequest request, PropertyNames names, ArrayBufferWriter<byte> room,
    AzureLimits limits, DateTimeOffset now)
{
    private const int MaxRows = 1000;

    private readonly KeyRange _range = new(
        request.Parameter("$filter") is { Length: > 0 } filter ? FilterParser.Parse(filter) : null);
    private readonly EntityWriter _writer = new(names, room, request.Parameter("$select"));
    private readonly int _top = Top(request);
    private int _read;
    private int _written;

    public WireResponse Answer()
    {
        _writer.WriteRaw(
            "{\"odata.metadata\":\"https://simulated.table.core.windows.net/$metadata#Rows\",\"value\":["u8);
        (string Partition, string Row)? next = WritePage();
        _writer.WriteRaw("]}"u8);
        WireResponse response = new WireResponse(200).WithBody(
            "application/json;odata=minimalmetadata", _writer.Take());
        return next is not { } at
            ? response
            : response
                .With("x-ms-continuation-NextPartitionKey", Continuation.Encode(at.Partition))
                .With("x-ms-continuation-NextRowKey", Continuation.Encode(at.Row));
    }

    public static int Top(WireRequest request)
    {
        if (request.Parameter("$top") is not { } text)
            return MaxRows;
        return int.TryParse(text, CultureInfo.InvariantCulture, out int top) && top is > 0 and <= MaxRows
            ? top
            : throw StorageFailure.InvalidInput("The value of $top is not between 1 and 1,000.");
    }

    private (string Partition, string Row)? WritePage()
    {
        string? fromPartition = Continuation.Decode(request.Parameter("NextPartitionKey"));
        string? fromRow = Continuation.Decode(request.Parameter("NextRowKey"));
        int index = table.IndexFrom(fromPartition ?? _range.Partition.From);
        for (; index < table.PartitionKeys.Count; index++)
        {
            string key = table.PartitionKeys[index];
            if (_range.Partition.IsBehind(key))
                return null;
            if (!_range.Partition.Holds(key) || table.At(index).Rows.Count == 0)
                continue;
            if (_read > 0 && limits.PagesEndWithPartitions)
                return (key, "");

            Partition partition = table.At(index);
            partition.Take(1, limits.EntitiesPerPartition, now);
            string start = key == fromPartition && fromRow is not null ? fromRow : "";
            if (WritePartition(
                partition, string.CompareOrdinal(start, _range.Row.From) < 0 ? _range.Row.From : start) is { } next)
                return next;
        }

        return null;
    }

    private (string Partition, string Row)? WritePartition(Partition partition, string start)
    {
        foreach (EntityRow row in partition.Rows.From(start))
        {
            if (_range.Row.IsBehind(row.RowKey))
                return null;
            if (_written == _top || _read == limits.RowsReadPerPage)
                return (row.PartitionKey, row.RowKey);
            _read++;
            if (_range.Row.IsBefore(row.RowKey) || (_range.Rest is not null && !_range.Rest.IsMetBy(row, names)))
                continue;
            _writer.Write(row);
            _written++;
        }

        return null;
    }
}
