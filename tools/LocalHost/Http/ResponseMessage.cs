using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Webhooks.Tools.LocalHost.Rpc;

namespace Webhooks.Tools.LocalHost.Http;

/// <summary>What a function answered, as an HTTP answer.</summary>
internal static class ResponseMessage
{
    /// <summary>Writes it.</summary>
    /// <param name="response">The function's result.</param>
    /// <param name="target">The HTTP answer, which has not begun.</param>
    public static async ValueTask WriteAsync(InvocationResponse response, HttpResponse target)
    {
        TypedData? result = response.ReturnValue
            ?? response.OutputData.FirstOrDefault(output => output.Data?.Http is not null)?.Data;
        if (result?.Http is not { } http)
        {
            await WriteBodyAsync(result, target);
            return;
        }

        target.StatusCode = int.TryParse(http.StatusCode, out int status) ? status : StatusCodes.Status200OK;
        foreach ((string name, string value) in http.Headers)
            target.Headers[name] = value;
        foreach (RpcHttpCookie cookie in http.Cookies)
            target.Cookies.Append(cookie.Name, cookie.Value, Options(cookie));
        await WriteBodyAsync(http.Body, target);
    }

    private static async ValueTask WriteBodyAsync(TypedData? body, HttpResponse target)
    {
        ByteString bytes = body?.DataCase switch
        {
            TypedData.DataOneofCase.Bytes => body.Bytes,
            TypedData.DataOneofCase.Stream => body.Stream,
            TypedData.DataOneofCase.String => ByteString.CopyFromUtf8(body.String),
            TypedData.DataOneofCase.Json => ByteString.CopyFromUtf8(body.Json),
            _ => ByteString.Empty,
        };
        if (body?.DataCase is TypedData.DataOneofCase.String)
            target.ContentType ??= "text/plain; charset=utf-8";
        else if (body?.DataCase is TypedData.DataOneofCase.Json)
            target.ContentType ??= "application/json; charset=utf-8";
        if (bytes.IsEmpty)
            return;
        target.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(target.HttpContext.Request.Method))
            await target.BodyWriter.WriteAsync(bytes.Memory, target.HttpContext.RequestAborted);
    }

    private static CookieOptions Options(RpcHttpCookie cookie) => new()
    {
        Domain = cookie.Domain?.Value,
        Path = cookie.Path?.Value ?? "/",
        Secure = cookie.Secure?.Value ?? false,
        HttpOnly = cookie.HttpOnly?.Value ?? false,
        Expires = cookie.Expires?.Value?.ToDateTimeOffset(),
        MaxAge = cookie.MaxAge is null ? null : TimeSpan.FromSeconds(cookie.MaxAge.Value),
        SameSite = cookie.SameSite switch
        {
            RpcHttpCookie.Types.SameSite.Strict => SameSiteMode.Strict,
            RpcHttpCookie.Types.SameSite.Lax => SameSiteMode.Lax,
            RpcHttpCookie.Types.SameSite.ExplicitNone => SameSiteMode.None,
            _ => SameSiteMode.Unspecified,
        },
    };
}
