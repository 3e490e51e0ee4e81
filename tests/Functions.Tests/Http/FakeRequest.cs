using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace Webhooks.Functions.Tests.Http;

/// <summary>A request as the worker makes it of what the host sent.</summary>
internal sealed class FakeRequest(string method, string pathAndQuery, FakeContext? context = null)
    : HttpRequestData(context ?? new FakeContext())
{
    private string _body = "";

    public override Stream Body { get; } = new MemoryStream();

    public override HttpHeadersCollection Headers { get; } = [];

    public override IReadOnlyCollection<IHttpCookie> Cookies => throw new NotSupportedException();

    public override Uri Url => new($"http://localhost:7071{pathAndQuery}");

    public override IEnumerable<ClaimsIdentity> Identities => [];

    public override string Method => method;

    public override HttpResponseData CreateResponse() => new FakeResponse(FunctionContext);

    public FakeRequest With(string header, string value)
    {
        Headers.TryAddWithoutValidation(header, value);
        return this;
    }

    public FakeRequest With(ReadOnlyMemory<byte> body)
    {
        Body.Write(body.Span);
        Body.Position = 0;
        return this;
    }

    public FakeRequest WithText(string body) => With(Encoding.UTF8.GetBytes(_body = body));

    public override string ToString() => $"{Method} {Url.PathAndQuery} {_body}";
}

internal sealed class FakeResponse(FunctionContext context) : HttpResponseData(context)
{
    public override HttpStatusCode StatusCode { get; set; } = HttpStatusCode.OK;

    public override HttpHeadersCollection Headers { get; set; } = [];

    public override Stream Body { get; set; } = new MemoryStream();

    public override HttpCookies Cookies => throw new NotSupportedException();
}

/// <summary>What tests ask of an answer.</summary>
internal static class ResponseReading
{
    public static string Header(this HttpResponseData response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out HeaderStringValues values) ? values.ToString() : "";

    public static string Text(this HttpResponseData response) =>
        Encoding.UTF8.GetString(((MemoryStream)response.Body).ToArray());
}
