using System.IO.Compression;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Net.Http.Headers;
using Webhooks.Functions.Http;

namespace Webhooks.Functions.Protocol;

/// <summary>
/// Compresses answers of the API and files: JSON, CSV, CloudEvents. Pages are not: each holds a value that proves its
/// forms are ours beside words of the address, and whoever sees how long such an answer is, compressed, can guess that
/// value letter by letter (https://www.breachattack.com). An answer of the API holds no secret of the service's.
/// </summary>
internal static class Compression
{
    private const int WorthIt = 1024;

    private static readonly string[] MediaTypes =
    [
        "application/json", "application/x-ndjson", "application/cloudevents-batch+json", "text/csv",
    ];

    public static void Apply(HttpRequestData request, HttpResponseData response)
    {
        if (response.Body is not MemoryStream { Length: >= WorthIt } body || !IsOfTheseTypes(response))
            return;
        response.Headers.TryAddWithoutValidation("Vary", "Accept-Encoding");
        if (Choose(request.Header("Accept-Encoding")) is not { } encoding)
            return;

        MemoryStream compressed = new();
        using (Stream target = encoding == "br"
            ? new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true)
            : new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            body.WriteTo(target);
        }

        compressed.Position = 0;
        response.Body = compressed;
        response.Set("Content-Encoding", encoding);
    }

    /// <summary>
    /// What is asked for of what is made here: the better wanted, brotli of two that are wanted alike.
    /// </summary>
    /// <param name="accepted">The header's value.</param>
    internal static string? Choose(string? accepted)
    {
        if (accepted is null
            || !StringWithQualityHeaderValue.TryParseList([accepted], out IList<StringWithQualityHeaderValue>? asked))
        {
            return null;
        }

        double Wish(string encoding) =>
            (asked.FirstOrDefault(one => one.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase))
                ?? asked.FirstOrDefault(one => one.Value == "*")) is { } found
                ? found.Quality ?? 1
                : 0;

        string wished = Wish("br") >= Wish("gzip") ? "br" : "gzip";
        return Wish(wished) > 0 ? wished : null;
    }

    private static bool IsOfTheseTypes(HttpResponseData response) =>
        response.Headers.NonValidated.TryGetValues("Content-Type", out System.Net.Http.Headers.HeaderStringValues type)
        && MediaTypes.Contains(type.ToString().Split(';')[0], StringComparer.OrdinalIgnoreCase);
}
