using System.Buffers;
using System.Text;
using System.Text.Json;
using Webhooks.Simulation.Tables.Entities;
using Webhooks.Simulation.Tables.Filters;
using Webhooks.Simulation.Wire;

namespace Webhooks.Simulation.Tables;

/// <summary>Answers requests to the table service.</summary>
internal sealed class TableAnswers
{
    private const string Json = "application/json;odata=minimalmetadata";
    private const int MaxBytes = 4 * 1024 * 1024;

    private readonly AzureLimits _limits;
    private readonly TimeProvider _time;
    private readonly PropertyNames _names = new();
    private readonly ArrayBufferWriter<byte> _room = new(64 * 1024);
    private readonly EntityReader _reader;
    private readonly EntityTransaction _transaction;

    public TableAnswers(TimeProvider time, AzureLimits limits)
    {
        (_time, _limits) = (time, limits);
        Store = new TableStore(time, limits);
        _reader = new EntityReader(_names);
        _transaction = new EntityTransaction(Store, _reader, limits, time);
    }

    public TableStore Store { get; }

    public PropertyNames Names => _names;

    public static WireResponse Refuse(StorageFailure failure) =>
        new WireResponse(failure.Status).With("x-ms-error-code", failure.Code).WithBody(Json, failure.AsJson());

    public WireResponse Answer(WireRequest request)
    {
        if (request.Path == "$batch")
            return _transaction.Answer(request);
        if (request.Body.Length > MaxBytes)
            throw new StorageFailure(
                413, "RequestBodyTooLarge", "The request body is too large and exceeds the maximum permissible limit.");

        TablePath path = TablePath.Parse(request.Path);
        if (path.Table == "Tables")
            return AnswerTables(request, path.Keys?.Trim('\''));
        if (request.Method == "GET")
            return path.Keys is null ? Query(path.Table, request) : Get(path, request);
        return Write(path, request);
    }

    private WireResponse AnswerTables(WireRequest request, string? name)
    {
        switch (request.Method)
        {
            case "POST":
                string? wanted = NameIn(request);
                Store.Create(wanted);
                return request.WantsContent
                    ? new WireResponse(201).WithBody(Json, Encoding.UTF8.GetBytes($$"""{"TableName":"{{wanted}}"}"""))
                    : new WireResponse(204);
            case "DELETE":
                Store.Delete(name ?? throw StorageFailure.InvalidInput());
                return new WireResponse(204);
            case "GET":
                return List(request);
            default:
                throw new StorageFailure(
                    405, "MethodNotAllowed", "The requested method is not allowed on the specified resource.");
        }
    }

    private static string? NameIn(WireRequest request)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(request.Body);
            return json.RootElement.GetProperty("TableName").GetString();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw StorageFailure.InvalidInput();
        }
    }

    private WireResponse List(WireRequest request)
    {
        Condition? filter = request.Parameter("$filter") is { Length: > 0 } text ? FilterParser.Parse(text) : null;
        string? from = Continuation.Decode(request.Parameter("NextTableName"));
        List<string> names = [.. Store.All.Select(table => table.Name)
            .Where(name => from is null || StringComparer.OrdinalIgnoreCase.Compare(name, from) >= 0)
            .Where(name => filter is null || filter.IsMetBy(AsRow(name), _names))];
        int top = EntityQuery.Top(request);
        string list = string.Join(',', names.Take(top).Select(name => $$"""{"TableName":"{{name}}"}"""));
        return new WireResponse(200)
            .With("x-ms-continuation-NextTableName", names.Count > top ? Continuation.Encode(names[top]) : null)
            .WithBody(Json, Encoding.UTF8.GetBytes(
            $$"""{"odata.metadata":"https://simulated.table.core.windows.net/$metadata#Tables","value":[{{list}}]}"""));
    }

    // A filter on tables is one on rows whose only column is the name.
    private EntityRow AsRow(string table) =>
        _reader.Read(Encoding.UTF8.GetBytes($$"""{"TableName":"{{table}}"}"""), "", "");

    private WireResponse Query(string table, WireRequest request) =>
        new EntityQuery(Store.Get(table), request, _names, _room, _limits, _time.GetUtcNow()).Answer();

    private WireResponse Get(TablePath path, WireRequest request)
    {
        (string partitionKey, string rowKey) = EntityKeys.Parse(path.Keys!);
        Partition? partition = Store.Get(path.Table).Find(partitionKey);
        partition?.Take(1, _limits.EntitiesPerPartition, _time.GetUtcNow());
        EntityRow row = partition?.Rows.Find(rowKey)
            ?? throw new StorageFailure(404, "ResourceNotFound", "The specified resource does not exist.");
        return AsBody(row, new WireResponse(200), request.Parameter("$select"));
    }

    private WireResponse Write(TablePath path, WireRequest request)
    {
        EntityOperation operation = EntityOperation.From(path, request, _reader);
        Partition partition = Store.Get(operation.Table).Get(operation.PartitionKey);
        partition.Take(1, _limits.EntitiesPerPartition, _time.GetUtcNow());
        (_, EntityRow? written) = operation.Apply(partition.Rows, _reader, Store.NextWrite());
        return operation.Verb == EntityVerb.Insert && request.WantsContent
            ? AsBody(written!, new WireResponse(201), null)
            : new WireResponse(204).With("ETag", written?.ETag);
    }

    private WireResponse AsBody(EntityRow row, WireResponse response, string? select)
    {
        EntityWriter writer = new(_names, _room, select);
        writer.Write(row, "\"odata.metadata\":\"https://simulated.table.core.windows.net/$metadata#Rows/@Element\","u8);
        return response.With("ETag", row.ETag).WithBody(Json, writer.Take());
    }
}
