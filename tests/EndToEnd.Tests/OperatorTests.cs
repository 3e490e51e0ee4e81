using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Webhooks.EndToEnd.Tests.Running;
using Webhooks.Storage;

namespace Webhooks.EndToEnd.Tests;

/// <summary>Trace, replay and erasure, as an operator asks for them.</summary>
[Collection(nameof(RestartedApp))]
public sealed class OperatorTests(RestartedApp fixture) : IAsyncLifetime
{
    private RunningApp _app = null!;
    private HttpClient _http = null!;
    private Tables _tables = null!;

    public async Task InitializeAsync()
    {
        _app = await fixture.RunAsync();
        _http = _app.Http;
        _tables = new Tables(_app, fixture.ConnectionString);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Delivery_is_traced_replayed_and_erased_by_HTTP()
    {
        string id = await _tables.SendAsync(
            "api/webhooks/smartico",
            """{"login":"erase-me","time":1664461203000,"channel":"SMS","campaign_name":"c","view_url":"https://example.com"}""");
        string broken = await _tables.SendAsync("api/webhooks/smartico", """{"login":"erase-me" """);
        await _tables.SettledAsync("smartico", id);
        await _tables.SettledAsync("smartico", broken);

        JsonElement traced = await _http.GetFromJsonAsync<JsonElement>($"api/deliveries/{id}");
        Assert.Equal("processed", traced.GetProperty("status").GetString());
        Assert.Equal("message.sent", traced.GetProperty("events")[0].GetProperty("type").GetString());
        Assert.Contains("erase-me", traced.GetProperty("body").GetString(), StringComparison.Ordinal);
        traced = await _http.GetFromJsonAsync<JsonElement>($"api/deliveries/{broken}");
        Assert.Equal(("rejected", 1), (traced.GetProperty("status").GetString(), traced.GetProperty("rejection")
            .GetProperty("attempts").GetInt32()));

        (HttpStatusCode status, JsonElement preview) =
            await PostAsync("api/deliveries/replay", new { rejected = true });
        Assert.Equal((HttpStatusCode.OK, true), (status, preview.GetProperty("complete").GetBoolean()));
        Assert.Equal(1, preview.GetProperty("deliveries").GetProperty("rejected").GetInt32());
        (status, JsonElement job) = await PostAsync("api/deliveries/replay", new { rejected = true, dryRun = false });
        Assert.Equal(HttpStatusCode.Accepted, status);
        string progress = $"api/deliveries/replay/{job.GetProperty("id").GetString()}";
        await Eventually.TrueAsync(
            "the replay is done",
            async () => (await _http.GetFromJsonAsync<JsonElement>(progress)).GetProperty("status")
                .GetString() == "done",
            context: () => _app.Output.ToString());
        traced = await _http.GetFromJsonAsync<JsonElement>($"api/deliveries/{broken}");
        Assert.Equal(2, traced.GetProperty("rejection").GetProperty("attempts").GetInt32());

        object someone = new { vendor = "smartico", contactId = "erase-me" };
        (status, JsonElement wouldGo) = await PostAsync(
            "api/contacts/erase", new { vendor = "smartico", contactId = "erase-me", dryRun = true });
        Assert.Equal((HttpStatusCode.OK, true), (status, wouldGo.GetProperty("complete").GetBoolean()));
        JsonElement ofVendor = wouldGo.GetProperty("vendors").GetProperty("smartico");
        Assert.Equal((2, 1, 1), (
            ofVendor.GetProperty("deliveries").GetInt32(),
            ofVendor.GetProperty("rejected").GetInt32(),
            ofVendor.GetProperty("events").GetInt32()));
        JsonElement erasure = await EraseAsync(someone);
        Assert.Equal((2, 1), (
            erasure.GetProperty("deliveries").GetProperty("erased").GetInt32(),
            erasure.GetProperty("events").GetProperty("removed").GetInt32()));
        JsonElement erased = await _http.GetFromJsonAsync<JsonElement>($"api/deliveries/{id}");
        Assert.Equal("erased", erased.GetProperty("status").GetString());
        Assert.Empty(await _tables.RowsAsync(StorageNames.Events, "smartico_20220929"));
        erasure = await EraseAsync(someone);
        Assert.Equal(0, erasure.GetProperty("deliveries").GetProperty("erased").GetInt32());
    }

    private async Task<JsonElement> EraseAsync(object someone)
    {
        (HttpStatusCode status, JsonElement erasure) = await PostAsync("api/contacts/erase", someone);
        Assert.Equal(HttpStatusCode.Accepted, status);
        string at = $"api/contacts/erase/{erasure.GetProperty("id").GetString()}";
        await Eventually.TrueAsync(
            "the erasure is done",
            async () =>
                (erasure = await _http.GetFromJsonAsync<JsonElement>(at)).GetProperty("status").GetString() == "done",
            TimeSpan.FromMinutes(2), // its last pass comes after a quarter of one
            () => _app.Output.ToString());
        return erasure;
    }

    [Theory]
    [InlineData("api/contacts/erase", """{"email":"a@b.example","dryRun":true,"continue":"nonsense"}""", "continue")]
    [InlineData("api/deliveries/replay", """{}""", "deliveryId")]
    [InlineData("api/deliveries/replay", """{"vendor":"nobody","from":"2026-01-01","to":"2026-01-02"}""", "vendor")]
    [InlineData("api/deliveries/replay", """{"vendor":"smartico","from":"yesterday","to":"2026-01-02"}""", "from")]
    [InlineData("api/deliveries/replay", """{"vendor":"smartico","from":"2026-01-02","to":"2026-01-01"}""", "to")]
    [InlineData("api/deliveries/replay", """{"rejected":true,"dryrun":false}""", "dryrun")]
    [InlineData("api/deliveries/replay", """{"rejected":true,"continue":"nonsense"}""", "continue")]
    [InlineData("api/contacts/erase", """{"contactId":"1"}""", "vendor")]
    [InlineData("api/contacts/erase", """{"email":"nobody"}""", "email")]
    [InlineData("api/contacts/erase", "not JSON", "body")]
    public async Task Wrong_parameter_is_named(string url, string body, string parameter)
    {
        using HttpResponseMessage answer =
            await _http.PostAsync(url, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"),
            (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(parameter, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("parameter")
            .GetString());
    }

    [Fact]
    public async Task Id_that_is_not_stored_is_answered_honestly()
    {
        using HttpResponseMessage none = await _http.GetAsync("api/deliveries/0195a0000000700080000000000000aa");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        using HttpResponseMessage nonsense = await _http.GetAsync("api/deliveries/nonsense");
        Assert.Equal(HttpStatusCode.BadRequest, nonsense.StatusCode);
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(string url, object body)
    {
        using HttpResponseMessage answer = await _http.PostAsJsonAsync(url, body);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}
