using Azure.Core;

namespace Azure.Data.Tables.Protocol;

/// <summary>Sends a transaction: all of its actions are stored, or none.</summary>
internal static class TransactionOperations
{
    private const int Accepted = 202;

    public static async Task<Response<IReadOnlyList<Response>>> SubmitAsync(
        this TableRest rest, string table, IEnumerable<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        TransactionWriter writer = new(rest.Endpoint, table);
        PooledBuffer body = writer.Write(actions);
        using HttpMessage message = rest.Create(RequestMethod.Post, "$batch");
        message.Request.Headers.Add("Content-Type", writer.ContentType);
        message.Request.Content = RequestContent.Create(body.Written);
        Response response = await rest.SendAsync(message, cancellationToken);

        // Only now: a request that was given up may still be reading it.
        body.Dispose();
        if (response.Status != Accepted)
            throw new RequestFailedException(response);
        List<Response> responses = TransactionReader.Read(response.Content.ToMemory());
        Response? refusal = responses.Find(r => r.Status >= 400);
        return refusal is null
            ? Response.FromValue<IReadOnlyList<Response>>(responses, response)
            : throw new TableTransactionFailedException(new RequestFailedException(refusal, null, new TableErrorParser()));
    }
}
