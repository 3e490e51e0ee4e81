using System.Text;
using Microsoft.AspNetCore.Http;

namespace Webhooks.Functions.Webhooks;

/// <summary>The answer to a webhook that is durable: 200 with <c>{"deliveryId":"…"}</c>, straight into the response's buffer.</summary>
/// <param name="deliveryId">The delivery's id: hex digits, so nothing in it needs escaping.</param>
internal sealed class Acknowledgement(string deliveryId) : IResult
{
    /// <inheritdoc />
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = Write(response);
        await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }

    private int Write(HttpResponse response)
    {
        Span<byte> room = response.BodyWriter.GetSpan(64);
        int length = Encoding.UTF8.GetBytes($$"""{"deliveryId":"{{deliveryId}}"}""", room);
        response.BodyWriter.Advance(length);
        return length;
    }
}
