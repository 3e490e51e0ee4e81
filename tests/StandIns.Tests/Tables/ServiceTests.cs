using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace Webhooks.StandIns.Tests.Tables;

[Collection(TablesTests.Name)]
public sealed class ServiceTests(TablesFixture fixture)
{
    [Fact]
    public async Task Tables_are_created_listed_and_deleted_and_twice_is_no_error()
    {
        TableServiceClient service = new(fixture.ConnectionString);

        Response<TableItem> first = await service.CreateTableIfNotExistsAsync("Listed");
        Response<TableItem> second = await service.GetTableClient("Listed").CreateIfNotExistsAsync();

        Assert.Equal("Listed", first.Value.Name);
        Assert.Equal((204, 409), (first.GetRawResponse().Status, second.GetRawResponse().Status));
        Assert.True(await service.QueryAsync().AnyAsync(t => t.Name == "Listed"));
        Assert.Equal(1, await service.QueryAsync("TableName eq 'Listed'", maxPerPage: 1).CountAsync());
        Assert.Equal(204, (await service.DeleteTableAsync("Listed")).Status);
        Assert.Equal(404, (await service.GetTableClient("Listed").DeleteAsync()).Status);
        Assert.False(await service.QueryAsync().AnyAsync(t => t.Name == "Listed"));
    }

    [Fact]
    public async Task Writing_to_a_missing_table_is_table_not_found()
    {
        TableClient table = new TableServiceClient(fixture.ConnectionString).GetTableClient("Missing");

        RequestFailedException refusal = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.UpsertEntityAsync(new TableEntity("p", "r")));

        Assert.Equal(404, refusal.Status);
        Assert.Equal(TableErrorCode.TableNotFound, refusal.ErrorCode);
    }

    [Fact]
    public async Task The_account_s_key_opens_it_and_another_does_not()
    {
        string key = fixture.ConnectionString.Split("AccountKey=")[1].Split(';')[0];
        TableSharedKeyCredential credential = new("devstoreaccount1", key);
        TableServiceClient service = new(fixture.Endpoint, credential);
        await service.CreateTableIfNotExistsAsync("Signed");

        Assert.Equal("devstoreaccount1", service.AccountName);
        Assert.Equal(fixture.Endpoint, service.Uri);
        Assert.Equal(new Uri(fixture.Endpoint + "/Signed"), service.GetTableClient("Signed").Uri);

        credential.SetAccountKey(Convert.ToBase64String("another key"u8));
        RequestFailedException refusal = await Assert.ThrowsAsync<RequestFailedException>(
            () => service.CreateTableIfNotExistsAsync("Signed"));
        Assert.Equal(403, refusal.Status);
    }

    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1", "devstoreaccount1")]
    [InlineData("AccountName=acme;AccountKey=a2V5", "https://acme.table.core.windows.net/", "acme")]
    [InlineData(
        "DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=a2V5;EndpointSuffix=core.chinacloudapi.cn",
        "https://acme.table.core.chinacloudapi.cn/",
        "acme")]
    [InlineData("TableEndpoint=https://acme.table.core.windows.net/;SharedAccessSignature=sv=1&sig=x", "https://acme.table.core.windows.net/", "acme")]
    public void A_connection_string_names_endpoint_and_account(string text, string endpoint, string account)
    {
        TableServiceClient service = new(text);

        Assert.Equal((new Uri(endpoint), account), (service.Uri, service.AccountName));
    }

    [Fact]
    public void A_connection_string_without_an_account_is_refused()
    {
        Assert.Throws<FormatException>(() => new TableServiceClient("AccountName=acme"));
        Assert.Throws<InvalidOperationException>(() => new TableServiceClient("nonsense"));
    }
}
