using Microsoft.Azure.Functions.Worker.Http;
using Webhooks.Functions.Http;
using Webhooks.Ingestion.Redaction;

namespace Webhooks.Functions.Webhooks;

/// <summary>
/// Finds the key a request came with, as the host does: the header <c>x-functions-key</c> where there is one, else the
/// first <c>code</c> of the query. Any other <c>code</c> is the vendor's own. Source: AuthenticationLevelHandler in
/// https://github.com/Azure/azure-functions-host.
/// </summary>
internal static class FunctionKey
{
    private const string Header = "x-functions-key";

    // A vendor's URL has one key, so what was made for the last request mostly serves the next.
    private static Latest _latest = new(null, [], new Redactor([], []));

    /// <summary>What removes a request's key, and its vendor's secrets, from what is stored.</summary>
    /// <param name="secretParameters">The vendor's <see cref="Ingestion.IVendor.SecretParameters"/>.</param>
    public static Redactor RedactorOf(HttpRequestData request, IReadOnlyList<string> secretParameters)
    {
        string? key = request.Header(Header) ?? UrlEncoded.Query(request)[Redactor.KeyParameter];
        Latest latest = Volatile.Read(ref _latest);
        if (latest.Key == key && ReferenceEquals(latest.SecretParameters, secretParameters))
            return latest.Redactor;
        // A header that came twice is one here: the host took the first.
        string[] keys = key is null ? [] : [key, .. key.Split(',')[..1]];
        latest = new Latest(key, secretParameters, new Redactor(keys, secretParameters));
        Volatile.Write(ref _latest, latest);
        return latest.Redactor;
    }

    /// <summary>Whether the query has anything but the key.</summary>
    public static bool HasOtherParameters(HttpRequestData request) =>
        UrlEncoded.Query(request).Pairs.Any(pair => !UrlEncoded.Is(pair.Name, Redactor.KeyParameter));

    private sealed record Latest(string? Key, IReadOnlyList<string> SecretParameters, Redactor Redactor);
}
