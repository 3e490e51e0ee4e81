using Azure.Core;

namespace Azure.Data.Tables.Protocol;

/// <summary>What can be done with one entity: https://learn.microsoft.com/rest/api/storageservices/operations-on-entities.</summary>
internal static class EntityOperations
{
    private const int NotFound = 404;

    public static Task<Response> AddAsync(
        this TableRest rest, string table, TableEntity entity, CancellationToken cancellationToken) =>
        WriteAsync(rest, RequestMethod.Post, Uri.EscapeDataString(table), entity, default, cancellationToken);

    public static Task<Response> PutAsync(
        this TableRest rest, string table, TableEntity entity, ETag ifMatch, TableUpdateMode mode, CancellationToken cancellationToken)
    {
        RequestMethod method = mode switch
        {
            TableUpdateMode.Merge => RequestMethod.Patch,
            TableUpdateMode.Replace => RequestMethod.Put,
            _ => throw new ArgumentException($"Unexpected value for mode: {mode}"),
        };
        string path = TableAddress.Entity(table, entity.PartitionKey, entity.RowKey);
        return WriteAsync(rest, method, path, entity, ifMatch, cancellationToken);
    }

    public static async Task<Response> DeleteAsync(
        this TableRest rest, string table, string partitionKey, string rowKey, ETag ifMatch, CancellationToken cancellationToken)
    {
        string path = TableAddress.Entity(table, partitionKey, rowKey);
        using HttpMessage message = rest.Create(RequestMethod.Delete, path, expected: NotFound);
        message.Request.Headers.Add("If-Match", (ifMatch == default ? ETag.All : ifMatch).ToString());
        return await rest.SendAsync(message, cancellationToken);
    }

    public static async Task<Response> GetAsync(
        this TableRest rest,
        string table,
        string partitionKey,
        string rowKey,
        string? select,
        int? expected,
        CancellationToken cancellationToken)
    {
        QueryText path = new QueryText(TableAddress.Entity(table, partitionKey, rowKey)).Add("$select", select);
        using HttpMessage message = rest.Create(RequestMethod.Get, path.ToString(), expected);
        return await rest.SendAsync(message, cancellationToken);
    }

    public static async Task<Page<TableEntity>> QueryEntitiesAsync(
        this TableRest rest,
        string table,
        string? filter,
        string? select,
        int? top,
        string? continuation,
        CancellationToken cancellationToken)
    {
        string[] next = continuation is { Length: > 1 } ? continuation.Split(' ', 2) : [];
        QueryText path = new QueryText($"{Uri.EscapeDataString(table)}()")
            .Add("$filter", filter)
            .Add("$select", select)
            .Add("$top", top)
            .Add("NextPartitionKey", next.ElementAtOrDefault(0))
            .Add("NextRowKey", next.ElementAtOrDefault(1) is { Length: > 0 } row ? row : null);
        using HttpMessage message = rest.Create(RequestMethod.Get, path.ToString());
        Response response = await rest.SendAsync(message, cancellationToken);
        List<TableEntity> entities = new EntityReader().ReadAll(response.Content.ToMemory().Span);
        return Page<TableEntity>.FromValues(entities, Continuation(response), response);
    }

    private static async Task<Response> WriteAsync(
        TableRest rest, RequestMethod method, string path, TableEntity entity, ETag ifMatch, CancellationToken cancellationToken)
    {
        PooledBuffer body = new(1024);
        using (System.Text.Json.Utf8JsonWriter writer = new(body, EntityWriter.Options))
            EntityWriter.Write(writer, entity);
        using HttpMessage message = rest.Create(method, path);
        message.Request.Headers.Add("Content-Type", "application/json");
        if (method == RequestMethod.Post)
            message.Request.Headers.Add("Prefer", "return-no-content");
        if (ifMatch != default)
            message.Request.Headers.Add("If-Match", ifMatch.ToString());
        message.Request.Content = RequestContent.Create(body.Written);
        Response response = await rest.SendAsync(message, cancellationToken);

        // Only now: a request that was given up may still be reading it.
        body.Dispose();
        return response;
    }

    private static string? Continuation(Response response)
    {
        bool partition = response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out string? partitionKey);
        bool row = response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out string? rowKey);
        return partition || row ? $"{partitionKey} {rowKey}" : null;
    }
}
