using System.Net;

namespace Webhooks.StandIns.Tests.Host;

public sealed class AuthTests : IDisposable
{
    private readonly string _secrets = Directory.CreateTempSubdirectory("secrets").FullName;

    public AuthTests()
    {
        File.WriteAllText(Path.Combine(_secrets, "host.json"), """
            {"masterKey":{"name":"master","value":"m-key","encrypted":false},
             "functionKeys":[{"name":"default","value":"h-key","encrypted":false}],"systemKeys":[]}
            """);
        File.WriteAllText(Path.Combine(_secrets, "hello.json"), """{"keys":[{"name":"default","value":"f-key","encrypted":false},{"name":"crm","value":"g/key+1","encrypted":false}]}""");
    }

    [Theory]
    [InlineData("/api/hello", null, HttpStatusCode.Unauthorized)]
    [InlineData("/api/hello?code=wrong", null, HttpStatusCode.Unauthorized)]
    [InlineData("/api/hello?code=f-key", null, HttpStatusCode.OK)]
    [InlineData("/api/hello?code=g%2Fkey%2B1", null, HttpStatusCode.OK)]
    [InlineData("/api/hello?code=h-key", null, HttpStatusCode.OK)]
    [InlineData("/api/hello?code=m-key", null, HttpStatusCode.OK)]
    [InlineData("/api/hello", "f-key", HttpStatusCode.OK)]
    [InlineData("/api/hello", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("/api/ping", null, HttpStatusCode.OK)]
    [InlineData("/admin/host/status", null, HttpStatusCode.Unauthorized)]
    [InlineData("/admin/host/status", "f-key", HttpStatusCode.Unauthorized)]
    [InlineData("/admin/host/status", "m-key", HttpStatusCode.OK)]
    [InlineData("/admin/host/ping", null, HttpStatusCode.OK)]
    public async Task Keys_are_asked_for_with_enableAuth(string path, string? header, HttpStatusCode expected)
    {
        await using RunningHost host = await StartAsync("--enableAuth");
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        if (header is not null)
            request.Headers.Add("x-functions-key", header);
        using HttpResponseMessage response = await host.Client.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
        if (expected == HttpStatusCode.Unauthorized)
            Assert.Empty(await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task All_is_open_without_the_flag()
    {
        await using RunningHost host = await StartAsync();
        using HttpResponseMessage response = await host.Client.GetAsync(new Uri("/api/hello", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    public void Dispose() => Directory.Delete(_secrets, recursive: true);

    private Task<RunningHost> StartAsync(params string[] args) => RunningHost.StartAsync(
        [typeof(AdminTests.Hello), typeof(OutageTests.Ping)], settings: new() { ["FUNCTIONS_SECRETS_PATH"] = _secrets }, args: args);
}
