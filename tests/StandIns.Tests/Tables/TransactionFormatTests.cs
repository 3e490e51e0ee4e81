using System.Net;
using Azure;
using Azure.Data.Tables;

namespace Webhooks.StandIns.Tests.Tables;

/// <summary>The bytes of a transaction: the service is stricter than the emulator.</summary>
public sealed class TransactionFormatTests
{
    private const string Account = "AccountName=acme;AccountKey=a2V5";
    private const string Head =
        "--changeset_ID\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n";

    private const string Headers =
        " HTTP/1.1\r\nAccept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0\r\n";

    private const string Content = "Prefer: return-no-content\r\nContent-Type: application/json\r\n\r\n";

    [Fact]
    public async Task A_transaction_is_one_change_set_of_http_requests()
    {
        using StubHandler stub = new((HttpStatusCode.ServiceUnavailable, ""));
        TableClient table = new(Account, "Events", stub.Options(maxRetries: 0));

        await Assert.ThrowsAsync<RequestFailedException>(() => table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, new TableEntity("p", "r1")),
            new(TableTransactionActionType.UpsertReplace, new TableEntity("p", "it's"), new ETag("ignored")),
            new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "r3"), ETag.All),
            new(TableTransactionActionType.Delete, new TableEntity("p", "r4"), new ETag("W/\"1\"")),
        ]));

        string boundary = stub.Requests.Single().Content!.Headers.ContentType!.Parameters.Single().Value!;
        string id = boundary["batch_".Length..];
        Assert.Equal(36, id.Length);
        Assert.Equal(
            "--batch_ID\r\nContent-Type: multipart/mixed; boundary=changeset_ID\r\n\r\n"
            + Head + "POST https://acme.table.core.windows.net/Events" + Headers + Content
            + "{\"PartitionKey\":\"p\",\"RowKey\":\"r1\"}\r\n"
            + Head + "PUT https://acme.table.core.windows.net/Events(PartitionKey='p',RowKey='it%27%27s')" + Headers + Content
            + "{\"PartitionKey\":\"p\",\"RowKey\":\"it\\u0027s\"}\r\n"
            + Head + "PATCH https://acme.table.core.windows.net/Events(PartitionKey='p',RowKey='r3')" + Headers
            + "If-Match: *\r\n" + Content + "{\"PartitionKey\":\"p\",\"RowKey\":\"r3\"}\r\n"
            + Head + "DELETE https://acme.table.core.windows.net/Events(PartitionKey='p',RowKey='r4')" + Headers
            + "If-Match: W/\"1\"\r\n\r\n\r\n"
            + "--changeset_ID--\r\n--batch_ID--\r\n",
            stub.Bodies.Single().Replace(id, "ID", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public async Task An_answer_is_read_whatever_its_line_ends(string end)
    {
        string part = "--changesetresponse_y|Content-Type: application/http|Content-Transfer-Encoding: binary||"
            + "HTTP/1.1 204 No Content|ETag: W/\"1\"|DataServiceVersion: 1.0;|||";
        string answer = "--batchresponse_x|Content-Type: multipart/mixed; boundary=\"changesetresponse_y\"||"
            + part + part + "--changesetresponse_y--|--batchresponse_x--|";
        using StubHandler stub = new((HttpStatusCode.Accepted, answer.Replace("|", end, StringComparison.Ordinal)));
        TableClient table = new(Account, "Events", stub.Options(maxRetries: 0));

        Response<IReadOnlyList<Response>> read = await table.SubmitTransactionAsync(
            [new(TableTransactionActionType.UpsertMerge, new TableEntity("p", "r"))]);

        Assert.Equal([204, 204], read.Value.Select(r => r.Status));
        Assert.Equal("No Content", read.Value[1].ReasonPhrase);
        Assert.Equal("W/\"1\"", read.Value[1].Headers.ETag.ToString());
        Assert.Equal(["ETag", "DataServiceVersion"], read.Value[1].Headers.Select(h => h.Name));
    }

    [Fact]
    public async Task An_answer_that_is_no_transaction_s_is_an_error()
    {
        using StubHandler stub = new((HttpStatusCode.Accepted, "<html>"));
        TableClient table = new(Account, "Events", stub.Options(maxRetries: 0));

        await Assert.ThrowsAsync<InvalidDataException>(() => table.SubmitTransactionAsync(
            [new(TableTransactionActionType.UpsertMerge, new TableEntity("p", "r"))]));
    }
}
