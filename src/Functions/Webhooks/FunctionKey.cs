using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Webhooks.Ingestion.Redaction;

namespace Webhooks.Functions.Webhooks;

/// <summary>
/// Finds the key a request came with, as the host does: the header <c>x-functions-key</c> where there is one, else the
/// first <c>code</c> of the query. Any other <c>code</c> is the vendor's own.
/// https://github.com/Azure/azure-functions-host/blob/dev/src/WebJobs.Script.WebHost/Security/Authentication/Keys/AuthenticationLevelHandler.cs
/// </summary>
internal static class FunctionKey
{
    private const string Header = "x-functions-key";

    // A vendor's URL has one key, so what was made for the last request mostly serves the next.
    private static Latest _latest = new("", [], new Redactor([], []));

    /// <summary>What removes a request's key, and its vendor's secrets, from what is stored.</summary>
    /// <param name="request">The request.</param>
    /// <param name="secretParameters">The vendor's <see cref="Ingestion.IVendor.SecretParameters"/>.</param>
    public static Redactor RedactorOf(HttpRequest request, IReadOnlyList<string> secretParameters)
    {
        StringValues values = request.Headers.TryGetValue(Header, out StringValues inHeader) ? inHeader : request.Query[Redactor.KeyParameter];
        string? key = values.Count == 0 ? null : values[0];
        Latest latest = Volatile.Read(ref _latest);
        if (latest.Key != key || !ReferenceEquals(latest.SecretParameters, secretParameters))
            Volatile.Write(ref _latest, latest = new Latest(key, secretParameters, new Redactor(key is null ? [] : [key], secretParameters)));
        return latest.Redactor;
    }

    /// <summary>Whether the query has anything but the key.</summary>
    public static bool HasOtherParameters(HttpRequest request) =>
        request.Query.Keys.Any(name => !string.Equals(name, Redactor.KeyParameter, StringComparison.OrdinalIgnoreCase));

    private sealed record Latest(string? Key, IReadOnlyList<string> SecretParameters, Redactor Redactor);
}
