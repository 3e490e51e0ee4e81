using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables.Protocol;

/// <summary>What can be done with whole tables: https://learn.microsoft.com/rest/api/storageservices/operations-on-tables.</summary>
internal static class TableOperations
{
    private const int NotFound = 404;
    private const int Conflict = 409;

    public static async Task<Response<TableItem>> CreateIfNotExistsAsync(
        this TableRest rest, string table, CancellationToken cancellationToken)
    {
        using HttpMessage message = rest.Create(RequestMethod.Post, "Tables", expected: Conflict);
        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Headers.Add("Prefer", "return-no-content");
        message.Request.Content = RequestContent.Create(Body(table));
        Response response = await rest.SendAsync(message, cancellationToken);
        if (response.Status == Conflict)
        {
            RequestFailedException refusal = new(response);
            if (refusal.ErrorCode == TableErrorCode.TableBeingDeleted)
                throw refusal;
        }

        return Response.FromValue(new TableItem(table), response);
    }

    public static async Task<Response> DeleteAsync(this TableRest rest, string table, CancellationToken cancellationToken)
    {
        using HttpMessage message = rest.Create(
            RequestMethod.Delete, $"Tables('{Uri.EscapeDataString(table)}')", expected: NotFound);
        return await rest.SendAsync(message, cancellationToken);
    }

    public static async Task<Page<TableItem>> QueryTablesAsync(
        this TableRest rest, string? filter, int? top, string? continuation, CancellationToken cancellationToken)
    {
        QueryText query = new QueryText("Tables").Add("$filter", filter).Add("$top", top).Add("NextTableName", continuation);
        using HttpMessage message = rest.Create(RequestMethod.Get, query.ToString());
        Response response = await rest.SendAsync(message, cancellationToken);
        using JsonDocument answer = JsonDocument.Parse(response.Content.ToMemory());
        List<TableItem> tables = [];
        foreach (JsonElement table in answer.RootElement.GetProperty("value").EnumerateArray())
            tables.Add(new TableItem(table.GetProperty("TableName").GetString()));
        response.Headers.TryGetValue("x-ms-continuation-NextTableName", out string? next);
        return Page<TableItem>.FromValues(tables, next, response);
    }

    private static byte[] Body(string table) => [.. "{\"TableName\":\""u8, .. JsonEncodedText.Encode(table).EncodedUtf8Bytes, .. "\"}"u8];
}
