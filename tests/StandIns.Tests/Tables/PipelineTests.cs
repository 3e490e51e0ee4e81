using System.Net;
using Azure;
using Azure.Core;
using Azure.Data.Tables;

namespace Webhooks.StandIns.Tests.Tables;

public sealed class PipelineTests
{
    private const string Account = "AccountName=acme;AccountKey=a2V5";

    [Fact]
    public async Task A_busy_service_is_asked_again_with_the_same_body_and_a_signature()
    {
        using StubHandler stub = new((HttpStatusCode.ServiceUnavailable, ""), (HttpStatusCode.NoContent, ""));
        TableClient table = new(Account, "Events", stub.Options(maxRetries: 3));

        Response answer = await table.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 1L });

        Assert.Equal(204, answer.Status);
        Assert.Equal(2, stub.Requests.Count);
        Assert.Single(stub.Bodies.Distinct());
        Assert.Equal("""{"PartitionKey":"p","RowKey":"r","A@odata.type":"Edm.Int64","A":"1"}""", stub.Bodies.First());
        Assert.All(stub.Requests, r => Assert.StartsWith("acme:", r.Headers.Authorization?.Parameter, StringComparison.Ordinal));
        Assert.All(stub.Requests, r => Assert.Equal("SharedKeyLite", r.Headers.Authorization?.Scheme));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 3)]
    public async Task It_is_not_asked_more_often_than_the_options_allow(int maxRetries, int requests)
    {
        using StubHandler stub = new((HttpStatusCode.ServiceUnavailable, "<html>busy</html>"));
        TableClient table = new(Account, "Events", stub.Options(maxRetries));

        RequestFailedException failure = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.SubmitTransactionAsync([new(TableTransactionActionType.Add, new TableEntity("p", "r"))]));

        Assert.Equal(503, failure.Status);
        Assert.Null(failure.ErrorCode);
        Assert.Equal(requests, stub.Requests.Count);
    }

    [Fact]
    public async Task A_refusal_is_not_asked_again()
    {
        using StubHandler stub = new((HttpStatusCode.Conflict, """{"odata.error":{"code":"EntityAlreadyExists","message":{"lang":"en-US","value":"There already."}}}"""));
        TableClient table = new(Account, "Events", stub.Options(maxRetries: 3));

        RequestFailedException refusal = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal("EntityAlreadyExists", refusal.ErrorCode);
        Assert.StartsWith("There already.", refusal.Message, StringComparison.Ordinal);
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task A_token_credential_sends_its_token()
    {
        using StubHandler stub = new((HttpStatusCode.NoContent, ""));
        TokenCredential credential = DelegatedTokenCredential.Create(
            (context, _) => new AccessToken(string.Join(' ', context.Scopes), DateTimeOffset.MaxValue));
        TableServiceClient service = new(new Uri("https://acme.table.core.windows.net"), credential, stub.Options(maxRetries: 0));

        await service.GetTableClient("Events").UpsertEntityAsync(new TableEntity("p", "r"));

        HttpRequestMessage request = Assert.Single(stub.Requests);
        Assert.Equal("Bearer https://storage.azure.com/.default", request.Headers.Authorization?.ToString());
        Assert.Equal("2020-12-06", Assert.Single(request.Headers.GetValues("x-ms-version")));
        Assert.Equal("acme", service.AccountName);
    }

    [Fact]
    public async Task A_shared_access_signature_goes_behind_every_address()
    {
        using StubHandler stub = new((HttpStatusCode.ServiceUnavailable, ""), (HttpStatusCode.OK, """{"value":[]}"""));
        TableClient table = new(
            "TableEndpoint=https://acme.table.core.windows.net;SharedAccessSignature=sv=2020&sig=a%2Bb", "Events", stub.Options(maxRetries: 1));

        Assert.Empty(await table.QueryAsync<TableEntity>(maxPerPage: 5).ToListAsync());

        Assert.All(stub.Requests, r => Assert.Equal("?%24top=5&sv=2020&sig=a%2Bb", r.RequestUri?.Query.Replace("$", "%24", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_selected_column_that_is_null_has_no_value()
    {
        using StubHandler stub = new((HttpStatusCode.OK, """
            {"odata.metadata":"x","value":[{"odata.etag":"W/\"1\"","N@odata.type":"Edm.Int64","N":null,"Missing":null,"D":5.0,"E@odata.type":"Edm.Double","E":"NaN","Late":"7","Late@odata.type":"Edm.Int64"}]}
            """));
        TableClient table = new(Account, "Events", stub.Options(maxRetries: 0));

        TableEntity entity = await table.QueryAsync<TableEntity>().SingleAsync();

        Assert.Null(entity.GetInt64("N"));
        Assert.Null(entity.GetString("Missing"));
        Assert.Equal(5.0, entity.GetDouble("D"));
        Assert.Equal(double.NaN, entity.GetDouble("E"));
        Assert.Equal(7L, entity.GetInt64("Late"));
        Assert.Equal("W/\"1\"", entity.ETag.ToString());
    }
}
