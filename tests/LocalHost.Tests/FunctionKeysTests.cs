using Microsoft.AspNetCore.Http;
using Webhooks.Tools.LocalHost;
using Webhooks.Tools.LocalHost.Http;
using Webhooks.Tools.LocalHost.Worker;

namespace Webhooks.LocalHost.Tests;

public sealed class FunctionKeysTests : IDisposable
{
    private static readonly FunctionInfo Hello = Function("Hello", "Function");
    private static readonly FunctionInfo Open = Function("Open", "Anonymous");
    private static readonly FunctionInfo Admin = Function("Admin", "Admin");

    private readonly string _folder = Directory.CreateTempSubdirectory("local-host-").FullName;

    public FunctionKeysTests()
    {
        File.WriteAllText(Path.Combine(_folder, "host.json"), """
            {"masterKey":{"name":"master","value":"m-key","encrypted":false},
             "functionKeys":[{"name":"default","value":"h-key","encrypted":false}],"systemKeys":[]}
            """);
        File.WriteAllText(Path.Combine(_folder, "hello.json"), """
            {"keys":[{"name":"default","value":"f-key"},{"name":"crm","value":"g/key+1"}]}
            """);
    }

    [Theory]
    [InlineData("", null, false)]
    [InlineData("?code=wrong", null, false)]
    [InlineData("?code=", null, false)]
    [InlineData("?code=f-key", null, true)]
    [InlineData("?code=g%2Fkey%2B1", null, true)]
    [InlineData("?code=F-KEY", null, true)]
    [InlineData("?code=h-key", null, true)]
    [InlineData("?code=m-key", null, true)]
    [InlineData("?code=f-key&code=wrong", null, true)]
    [InlineData("?code=wrong&code=f-key", null, false)]
    [InlineData("?code=f-key", "wrong", false)]
    [InlineData("?code=wrong", "f-key", true)]
    public void Function_is_called_with_its_own_keys_and_those_for_all(string query, string? header, bool allowed) =>
        Assert.Equal(allowed, Keys().Allow(Request(query, header), Hello));

    [Fact]
    public void Anonymous_function_needs_none() => Assert.True(Keys().Allow(Request("", null), Open));

    [Theory]
    [InlineData("h-key", false)]
    [InlineData("f-key", false)]
    [InlineData("m-key", true)]
    public void Admin_needs_the_master_key(string key, bool allowed)
    {
        Assert.Equal(allowed, Keys().AllowAdmin(Request("", key)));
        Assert.Equal(allowed, Keys().Allow(Request("", key), Admin));
    }

    [Fact]
    public void Rotated_key_opens_and_the_old_one_does_not()
    {
        FunctionKeys keys = Keys();
        Assert.True(keys.Allow(Request("", "f-key"), Hello));

        string file = Path.Combine(_folder, "hello.json");
        File.WriteAllText(file, """{"keys":[{"name":"default","value":"new-key"}]}""");
        File.SetLastWriteTimeUtc(file, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.True(SpinWait.SpinUntil(() => keys.Allow(Request("", "new-key"), Hello), TimeSpan.FromSeconds(20)));
        Assert.False(keys.Allow(Request("", "f-key"), Hello));
        Assert.True(keys.Allow(Request("", "h-key"), Hello));
    }

    [Fact]
    public void Broken_file_is_named()
    {
        File.WriteAllText(Path.Combine(_folder, "hello.json"), "{");

        Assert.Contains("hello.json", Assert.Throws<LocalHostException>(Keys).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static FunctionInfo Function(string name, string level) =>
        TestFunction.Create(name, $$"""{"name":"r","type":"httpTrigger","authLevel":"{{level}}"}""");

    private static HttpRequest Request(string query, string? header)
    {
        HttpRequest request = new DefaultHttpContext().Request;
        request.QueryString = new QueryString(query);
        if (header is not null)
            request.Headers["x-functions-key"] = header;
        return request;
    }

    private FunctionKeys Keys() => FunctionKeys.Read(_folder, ["Hello", "Open", "Admin"]);
}
