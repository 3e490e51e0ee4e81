using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Azure.Data.Tables.Protocol;

/// <summary>
/// Writes a transaction as one multipart body, straight to bytes:
/// https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions.
/// </summary>
internal sealed class TransactionWriter
{
    private const int BytesPerAction = 1024;
    private readonly byte[] _table;
    private readonly byte[] _address;
    private readonly byte[] _boundary = new byte[36];

    public TransactionWriter(Uri endpoint, string table)
    {
        _table = Encoding.UTF8.GetBytes(Uri.EscapeDataString(table));
        _address = Encoding.UTF8.GetBytes(endpoint.AbsoluteUri.TrimEnd('/') + "/");
        Span<byte> random = stackalloc byte[16];
        RandomNumberGenerator.Fill(random);
        Utf8Formatter.TryFormat(new Guid(random), _boundary, out _);
    }

    public string ContentType => $"multipart/mixed; boundary=batch_{Encoding.ASCII.GetString(_boundary)}";

    /// <summary>Writes all actions.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public PooledBuffer Write(IEnumerable<TableTransactionAction> actions)
    {
        int count = actions.TryGetNonEnumeratedCount(out int known) ? known : 16;
        PooledBuffer body = new((count * BytesPerAction) + BytesPerAction);
        using Utf8JsonWriter json = new(body, EntityWriter.Options);
        WriteBoundary(body, "--batch_"u8, "\r\n"u8);
        WriteBoundary(body, "Content-Type: multipart/mixed; boundary=changeset_"u8, "\r\n\r\n"u8);
        int written = 0;
        foreach (TableTransactionAction action in actions)
        {
            WriteBoundary(body, "--changeset_"u8, "\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"u8);
            WriteAction(body, json, action);
            written++;
        }

        if (written == 0)
            throw new InvalidOperationException("A transaction needs at least one action.");
        WriteBoundary(body, "--changeset_"u8, "--\r\n"u8);
        WriteBoundary(body, "--batch_"u8, "--\r\n"u8);
        return body;
    }

    private void WriteAction(PooledBuffer body, Utf8JsonWriter json, TableTransactionAction action)
    {
        TableEntity entity = EntityWriter.Supported(action.Entity);
        TableTransactionActionType type = action.ActionType;
        body.Write(type switch
        {
            TableTransactionActionType.Add => "POST "u8,
            TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge => "PATCH "u8,
            TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpsertReplace => "PUT "u8,
            TableTransactionActionType.Delete => "DELETE "u8,
            _ => throw new InvalidOperationException($"There is no action {type}."),
        });
        body.Write(_address);
        if (type == TableTransactionActionType.Add)
            body.Write(_table);
        else
            TableAddress.WriteEntity(body, _table, entity.PartitionKey, entity.RowKey);
        body.Write(" HTTP/1.1\r\nAccept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0\r\n"u8);
        WriteCondition(body, type, action.ETag);
        if (type == TableTransactionActionType.Delete)
        {
            body.Write("\r\n"u8);
        }
        else
        {
            body.Write("Prefer: return-no-content\r\nContent-Type: application/json\r\n\r\n"u8);
            EntityWriter.Write(json, entity);
            json.Reset();
        }

        body.Write("\r\n"u8);
    }

    // As in the real client, an update without a version has no condition, which makes it an upsert.
    private static void WriteCondition(PooledBuffer body, TableTransactionActionType type, ETag etag)
    {
        ETag? condition = type switch
        {
            TableTransactionActionType.Delete => etag == default ? ETag.All : etag,
            TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace when etag != default => etag,
            _ => null,
        };
        if (condition is not ETag value)
            return;
        body.Write("If-Match: "u8);
        body.Write(Encoding.UTF8.GetBytes(value.ToString()));
        body.Write("\r\n"u8);
    }

    private void WriteBoundary(PooledBuffer body, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        body.Write(before);
        body.Write(_boundary);
        body.Write(after);
    }
}
