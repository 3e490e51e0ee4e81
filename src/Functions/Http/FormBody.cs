using System.Text;
using Microsoft.Azure.Functions.Worker.Http;

namespace Webhooks.Functions.Http;

/// <summary>Reads a form of ours: a few short fields.</summary>
internal static class FormBody
{
    private const int MaxBytes = 64 * 1024;
    private const int MaxFields = 32;

    public static bool IsTooLarge(HttpRequestData request) => request.WholeBody().Length > MaxBytes;

    /// <summary>Reads its fields; null where it is not a form that a page of ours sends.</summary>
    public static UrlEncoded? Read(HttpRequestData request)
    {
        if (!request.HasContentType("application/x-www-form-urlencoded"))
            return null;
        string text = Encoding.UTF8.GetString(request.WholeBody().Span);
        return text.AsSpan().Count('&') < MaxFields ? UrlEncoded.Parse(text) : null;
    }
}
