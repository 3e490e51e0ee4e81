using System.Globalization;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Hosting;
using Webhooks.Functions.Http;
using Webhooks.Storage.Sessions;

namespace Webhooks.Functions.Dashboard.Sessions;

/// <summary>Where a browser keeps its session: out of reach of scripts, of other sites and of plain HTTP.</summary>
public sealed class SessionCookie(IHostEnvironment environment)
{
    private const string Name = "webhooks-session";

    // A developer's machine has no TLS.
    private readonly string _secure = environment.IsDevelopment() ? "" : "; secure";

    /// <summary>The token that a request brings; null where it brings none.</summary>
    public static string? Read(HttpRequestData request)
    {
        foreach (string part in (request.Header("Cookie") ?? "").Split([';', ','], StringSplitOptions.TrimEntries))
        {
            if (part.StartsWith($"{Name}=", StringComparison.Ordinal))
                return part[(Name.Length + 1)..];
        }

        return null;
    }

    public void Write(HttpResponseData response, HttpRequestData request, PageSession session) =>
        Set(response, request, session.Token, PageSessions.Lifetime);

    public void Remove(HttpResponseData response, HttpRequestData request) => Set(response, request, "", TimeSpan.Zero);

    private void Set(HttpResponseData response, HttpRequestData request, string token, TimeSpan lifetime)
    {
        string maxAge = lifetime.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        string path = SignIn.RootOf(request);
        response.Set(
            "Set-Cookie", $"{Name}={token}; max-age={maxAge}; path={path}{_secure}; samesite=strict; httponly");
    }
}
