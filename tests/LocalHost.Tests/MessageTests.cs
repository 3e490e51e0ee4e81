using System.Text;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Webhooks.Tools.LocalHost.Http;
using Webhooks.Tools.LocalHost.Rpc;
using Webhooks.Tools.LocalHost.Worker;

namespace Webhooks.LocalHost.Tests;

/// <summary>Requests and answers on their way through the protocol, as the real host puts them.</summary>
public sealed class MessageTests
{
    private static readonly FunctionInfo Function =
        TestFunction.Create("Hello", """{"name":"request","type":"httpTrigger"}""");

    private readonly DefaultHttpContext _context = new();

    [Fact]
    public async Task Request_is_passed_on_with_url_headers_query_route_and_the_bytes_of_its_body()
    {
        byte[] body = [0xff, 0, 0x80];
        HttpRequest request = _context.Request;
        (request.Method, request.Scheme, request.Host, request.Path, request.QueryString) =
            ("POST", "http", new HostString("localhost:7071"), "/api/a b", new QueryString("?x=1&x=2&y={{u}}&empty="));
        request.Headers["X-Odd"] = new string[] { "a", "b" };
        request.RouteValues["name"] = "ada";
        (request.Body, request.ContentLength) = (new MemoryStream(body), body.Length);

        InvocationRequest message = await ReadAsync();

        ParameterBinding input = Assert.Single(message.InputData);
        RpcHttp http = input.Data.Http;
        Assert.Equal(("request", "POST"), (input.Name, http.Method));
        Assert.Equal("http://localhost:7071/api/a%20b?x=1&x=2&y={{u}}&empty=", http.Url);
        Assert.Equal(["1,2", "{{u}}", ""], ((string[])["x", "y", "empty"])
            .Select(name => http.NullableQuery[name].Value));
        Assert.Equal("a,b", http.NullableHeaders["x-odd"].Value);
        Assert.Equal("ada", http.NullableParams["name"].Value);
        Assert.Equal("ada", message.TriggerMetadata["name"].String);
        Assert.Equal(body, http.Body.Bytes.ToByteArray());
    }

    [Fact]
    public async Task Body_without_a_length_is_not_passed_on()
    {
        _context.Request.Body = new MemoryStream([1, 2, 3]);
        _context.Request.Headers.TransferEncoding = "chunked";

        Assert.Null((await ReadAsync()).InputData[0].Data.Http.Body);
    }

    [Fact]
    public async Task Trace_is_kept_and_started_where_there_is_none()
    {
        Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-01$", (await ReadAsync()).TraceContext.TraceParent);

        const string trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        _context.Request.Headers.TraceParent = trace;
        Assert.Equal(trace, (await ReadAsync()).TraceContext.TraceParent);
    }

    [Fact]
    public async Task Answer_comes_with_status_headers_cookies_and_body()
    {
        RpcHttp http = new() { StatusCode = "201", Body = new TypedData { Bytes = ByteString.CopyFromUtf8("made") } };
        http.Headers["x-made"] = "yes";
        http.Cookies.Add(new RpcHttpCookie { Name = "a", Value = "b", HttpOnly = new() { Value = true } });
        using MemoryStream body = new();
        _context.Response.Body = body;

        HttpResponse answer = _context.Response;
        await ResponseMessage.WriteAsync(
            new InvocationResponse { ReturnValue = new TypedData { Http = http } }, answer);

        Assert.Equal((201, "yes", 4L), (answer.StatusCode, (string?)answer.Headers["x-made"], answer.ContentLength));
        Assert.Equal("a=b; path=/; httponly", answer.Headers.SetCookie);
        Assert.Equal("made", Encoding.UTF8.GetString(body.ToArray()));
    }

    [Fact]
    public void What_the_worker_says_beyond_our_protocol_is_sent_back_to_it()
    {
        // Field 16 of the real message: a map of properties, which this host does not know.
        byte[] unknown = [0x82, 0x01, 0x06, 0x0a, 0x01, (byte)'k', 0x12, 0x01, (byte)'v'];
        byte[] sent = [.. new RpcFunctionMetadata { Name = "Hello", FunctionId = "1" }.ToByteArray(), .. unknown];

        FunctionLoadRequest back = new() { FunctionId = "1", Metadata = RpcFunctionMetadata.Parser.ParseFrom(sent) };

        Assert.Equal(sent, back.Metadata.ToByteArray());
    }

    private ValueTask<InvocationRequest> ReadAsync()
    {
        WorkerChannel channel = new(TimeProvider.System, NullLoggerFactory.Instance)
        {
            Capabilities = ["UseNullableValueDictionaryForHttp", "RawHttpBodyBytes"],
        };
        return RequestMessage.ReadAsync(_context, Function, channel);
    }
}
